import Foundation
import TestSupport

/// One run of the built tool.
struct AdderProcess {
  var status: Int32
  var output: [UInt8]
  var errors: String

  var text: String { String(decoding: output, as: UTF8.self) }

  static var path: String { executable.path }

  /// The tool lies beside the test bundle.
  private static let executable = URL(fileURLWithPath: "/proc/self/exe")
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("adder")

  /// Runs the tool to its end.
  init(_ arguments: String...) throws {
    try self.init(arguments: arguments)
  }

  /// - Parameters:
  ///   - environment: In place of that of the tests.
  ///   - output: Takes what the tool prints, in place of a file that is read afterwards.
  init(
    arguments: [String], environment: [String: String]? = nil, output: String? = nil
  ) throws {
    // Files rather than pipes: they take any amount while the tool runs.
    self = try withTemporaryDirectory { directory in
      let paths = ["output", "errors"].map { directory + "/" + $0 }
      for path in paths { try writeFile("", to: path) }
      let process = Process()
      process.executableURL = Self.executable
      process.arguments = arguments
      if let environment { process.environment = environment }
      process.standardOutput = try FileHandle(
        forWritingTo: URL(fileURLWithPath: output ?? paths[0]))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: paths[1]))
      try process.run()
      process.waitUntilExit()
      return AdderProcess(
        status: process.terminationReason == .exit ? process.terminationStatus : -1,
        output: try readFile(paths[0]),
        errors: String(decoding: try readFile(paths[1]), as: UTF8.self))
    }
  }

  private init(status: Int32, output: [UInt8], errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }
}
