import Foundation
import TensorFile

/// A directory that a command writes files into.
enum OutputDirectory {
  /// Creates the directory, and those above it, where they do not exist.
  static func create(_ path: String) throws(TensorFileError) {
    let names = path.split(separator: "/")
    var directory = path.hasPrefix("/") ? "/" : ""
    for name in names {
      directory += name + "/"
      if mkdir(directory, 0o777) != 0, errno != EEXIST {
        throw .cannotWrite(path: path, reason: String(cString: strerror(errno)))
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotWrite(path: path, reason: "it is not a directory")
    }
  }

  /// Runs `body` with a directory that is removed afterwards.
  ///
  /// - Parameter purpose: Part of its name.
  static func withTemporary<Result>(
    _ purpose: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let manager = FileManager.default
    let directory = manager.temporaryDirectory
      .appendingPathComponent("adder-\(purpose)-\(UUID().uuidString)").path
    try create(directory)
    defer { try? manager.removeItem(atPath: directory) }
    return try body(directory)
  }
}
