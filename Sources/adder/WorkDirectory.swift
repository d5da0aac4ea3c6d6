import Foundation
import TensorFile
import Toolchain

/// A directory for packages and programs that nobody keeps.
enum WorkDirectory {
  /// Runs `body` with a directory that is removed afterwards, and by a signal that ends the tool.
  ///
  /// Removes what killed tools have left of theirs, too.
  static func during<Result>(_ body: (String) throws -> Result) throws -> Result {
    let parent = FileManager.default.temporaryDirectory
    let directory = try TemporaryOutput(
      .directory, for: parent.appendingPathComponent("adder").path)
    let path = directory.path
    Interruption.owns(path)
    defer {
      directory.discard()
      Interruption.hasRemoved(path)
    }
    return try body(path)
  }
}
