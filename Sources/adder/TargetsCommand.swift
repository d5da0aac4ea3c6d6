import CommandSyntax
import TargetDescription

/// `adder targets`: the machines that C can be emitted for.
enum TargetsCommand: Subcommand {
  static let ids = Argument(
    "ID", .target, "target or board, all of them unless given", isRepeated: true, isOptional: true)
  static let check = Flag("check", "compile for each and run what can run, and compare all bits")
  static let json = Flag("json", "print JSON, all figures and sources included")

  static let description = Command(
    name: "targets",
    summary: "list the targets and boards that C can be emitted for, or check them",
    discussion: [
      """
      A target is an instruction set with its kernels; a board is a target with the flags, caches \
      and memory of one machine. Every --target takes both. With an ID it shows all figures of \
      it, how far each can be trusted, and its source.
      """,
      """
      With --check it emits the model that comes with Adder for each, compiles it with each of \
      its compilers at -O2, runs it (under an emulator where there is one) and compares all \
      logits with the interpreter; where it cannot run it is compiled only. It also shows that \
      the C has no floating point. A missing compiler or emulator is a warning, and an error \
      where an ID was given or CI=true is set.
      """,
    ],
    arguments: [ids],
    flags: [check, json],
    examples: [
      Example("adder targets", "names, cores and memory"),
      Example("adder targets raspberry-pi-5", "one board in full, with sources"),
      Example("adder targets --check rv64gcv canmv-k230", "compile and run for two of them"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let ids = invocation.values(ids)
    let targets = try ids.isEmpty ? TargetDescription.list() : ids.map(TargetDescription.find)
    let boards = try ids.isEmpty ? TargetDescription.boards() : []
    if invocation[check] { return try TargetCheck.run(targets + boards, invocation) }
    if invocation[json] {
      try Report.printJSON(TargetList(targets + boards))
    } else if ids.isEmpty {
      Report.print(TargetList.table(targets) + "\n" + TargetList.table(ofBoards: boards))
    } else {
      Report.print(targets.map(TargetList.sheet).joined(separator: "\n"))
    }
    return ExitCode.success
  }
}
