import Foundation
import TestSupport

/// A directory of this process for files that are parsed and overwritten, again and again.
enum ScratchDirectory {
  /// Exists for as long as the process.
  private static let root: String = {
    let path = NSTemporaryDirectory() + "adder-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    atexit { ScratchDirectory.remove() }
    return path
  }()

  private static func remove() { try? FileManager.default.removeItem(atPath: root) }

  /// The path of the directory `name`, which exists.
  static func path(_ name: String) throws -> String {
    let path = root + "/" + name
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// Calls `body` with the path of a file that holds `bytes`.
  static func withFile<Result>(
    _ bytes: [UInt8], _ name: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let path = try path("files") + "/" + name
    try overwrite(path, bytes)
    return try body(path)
  }

  /// Writes in place, which is quicker than a new file.
  static func overwrite(_ path: String, _ bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer { close(file) }
    guard file >= 0, bytes.withUnsafeBytes({ write(file, $0.baseAddress, $0.count) }) == bytes.count
    else { throw POSIXError(.EIO) }
  }
}
