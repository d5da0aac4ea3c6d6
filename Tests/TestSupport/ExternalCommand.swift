import Foundation

/// Runs programs such as compilers.
package enum ExternalCommand {
  package struct Result {
    package var status: Int32
    /// Standard output and standard error.
    package var output: String
  }

  /// Runs `command`, found through `PATH`, in `directory` and waits for it.
  package static func run(_ command: [String], in directory: String) throws -> Result {
    let log = directory + "/.output-\(UUID().uuidString)"
    FileManager.default.createFile(atPath: log, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: log) }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    // A file takes any amount of output, unlike a pipe that nobody reads.
    process.standardOutput = handle
    process.standardError = handle
    try withOpenSignals { try process.run() }
    process.waitUntilExit()
    try handle.close()
    let data = try Data(contentsOf: URL(fileURLWithPath: log))
    return Result(
      status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }

  /// Runs `body` with no signal blocked. Programs inherit what the thread that starts them
  /// blocks, which is all on threads of a pool; CMake then waits for its children for ever.
  private static func withOpenSignals(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  /// True if `command` is an executable in `PATH`.
  package static func exists(_ command: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(command)")
    }
  }
}
