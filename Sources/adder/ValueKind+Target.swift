import CommandSyntax
import TargetDescription

extension ValueKind {
  /// Id of a target or a board.
  static let target = known((targets + boards).map(\.id))

  /// Command of a C compiler; any will do, those of the targets are known.
  static let compiler = known(Set(targets.flatMap(\.compilers)).sorted())

  /// None where a description is broken: the command that needs it says so.
  private static let targets = (try? TargetDescription.list()) ?? []
  private static let boards = (try? TargetDescription.boards()) ?? []
}
