import CommandSyntax
import Foundation

/// The line on standard error that says what a command has written: for people, so only where
/// standard error is a terminal, or with `--verbose`.
enum ClosingLine {
  static let verbose = Flag(
    "verbose", "say what was written, also where standard error is no terminal")

  /// - Parameter path: A file, or a directory of files.
  static func wrote(_ path: String, _ invocation: Invocation) {
    guard invocation[verbose] || isatty(STDERR_FILENO) == 1 else { return }
    StandardOutput.tell("wrote \(path), \(contents(of: path))\n")
  }

  private static func contents(of path: String) -> String {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return text(bytes: size(of: path))
    }
    let bytes = names.reduce(0) { $0 + size(of: "\(path)/\($1)") }
    return "\(names.count) files, \(text(bytes: bytes))"
  }

  private static func size(of path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// In powers of 1000, as disks are sold: `2.4 MB`.
  private static func text(bytes: Int) -> String {
    if bytes < 1000 { return "\(bytes) bytes" }
    let (unit, size) = bytes < 1_000_000 ? ("kB", 1e3) : ("MB", 1e6)
    return String(format: "%.1f ", Double(bytes) / size) + unit
  }
}
