package import Foundation

/// Runs compilers, emulators and emitted programs.
package enum ExternalTool {
  package struct Result {
    /// Exit status; nil if the tool did not start or did not end in time.
    package var status: Int32?
    /// What it wrote to standard output and standard error, the last ``ExternalTool/kept`` bytes.
    package var output: String

    package var succeeded: Bool { status == 0 }

    /// The status and the last lines of the output.
    package var summary: String {
      let lines = output.split(separator: "\n").suffix(8).joined(separator: " | ")
      return (status.map { "status \($0)" } ?? "no exit") + (lines.isEmpty ? "" : ": \(lines)")
    }
  }

  /// Largest output that is kept, in bytes.
  package static let kept: UInt64 = 1 << 22

  /// Path of `command`: itself if it has a slash, else the first executable in `PATH`.
  package static func find(_ command: String) -> String? {
    let manager = FileManager.default
    if command.contains("/") { return manager.isExecutableFile(atPath: command) ? command : nil }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return path.split(separator: ":").lazy.map { "\($0)/\(command)" }
      .first { manager.isExecutableFile(atPath: $0) }
  }

  /// Runs `command` in `directory`, which has its temporary files, too, and waits, at most
  /// `timeout` seconds.
  package static func run(
    _ command: [String], in directory: String, timeout: TimeInterval
  ) -> Result {
    guard let tool = command.first.flatMap(find) else {
      return Result(status: nil, output: "\(command.first ?? "") not found")
    }
    let log = "\(directory)/.log-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: log) }
    guard FileManager.default.createFile(atPath: log, contents: nil),
      let handle = FileHandle(forWritingAtPath: log)
    else { return Result(status: nil, output: "\(directory) cannot be written") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: directory)
    // What a compiler that is killed leaves behind goes with the directory.
    process.environment = ProcessInfo.processInfo.environment
      .merging(["TMPDIR": directory]) { $1 }
    process.standardInput = FileHandle.nullDevice
    // A file takes any amount of output; a pipe that nobody reads would stop the tool.
    process.standardOutput = handle
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do { try Interruption.start(process) } catch {
      return Result(status: nil, output: "\(tool) does not start")
    }
    var inTime = true
    if ended.wait(timeout: .now() + timeout) == .timedOut {
      inTime = false
      Interruption.stop(process.processIdentifier)
      ended.wait()
    }
    Interruption.hasEnded(process)
    try? handle.close()
    let output = tail(of: log) + (inTime ? "" : "\nstopped after \(Int(timeout)) s")
    let signal = process.terminationReason == .uncaughtSignal ? Int32(128) : 0
    return Result(status: inTime ? process.terminationStatus + signal : nil, output: output)
  }

  private static func tail(of path: String) -> String {
    guard let handle = FileHandle(forReadingAtPath: path) else { return "" }
    defer { try? handle.close() }
    let size = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: size > kept ? size - kept : 0)
    let data = (try? handle.readToEnd()) ?? Data()
    return String(decoding: data, as: UTF8.self)
  }
}
