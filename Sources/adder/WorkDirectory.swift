import Foundation
import TensorFile

/// A directory for packages and programs that nobody keeps.
enum WorkDirectory {
  /// Runs `body` with a directory that is removed afterwards.
  static func during<Result>(_ body: (String) throws -> Result) throws -> Result {
    let manager = FileManager.default
    let directory = manager.temporaryDirectory
      .appendingPathComponent("adder-\(UUID().uuidString)").path
    try OutputDirectory.create(directory)
    defer { try? manager.removeItem(atPath: directory) }
    return try body(directory)
  }
}
