import Foundation
import GraphFile
import Program
import ProgramFixtures
import TestSupport
import Testing

/// The article's Python example, and Python's view of a file that Adder wrote.
///
/// Both need `python3` (or the program named by `ADDER_PYTHON`) with `safetensors` and `numpy`.
struct GraphFormatArticleTests {
  private let python = ProcessInfo.processInfo.environment["ADDER_PYTHON"] ?? "python3"

  @Test func exampleOfTheArticleIsAccepted() throws {
    guard pythonIsComplete() else { return }
    try withTemporaryDirectory { directory in
      let path = directory + "/graph.safetensors"
      #expect(try run(["-c", example(), path]) == 0)
      let program = try GraphFile.read(path)
      #expect(program.name == "next_token")
      #expect(program.constants.count == 7)
    }
  }

  @Test func pythonOpensWrittenGraphs() throws {
    guard pythonIsComplete() else { return }
    let script = """
      import sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], "np") as file:
          assert file.metadata()["format"] == "adder-graph"
          assert file.get_tensor("embedding_weight").shape == (11, 10)
      """
    try withTemporaryDirectory { directory in
      let path = directory + "/graph.safetensors"
      try GraphFile.write(TinyPrograms.language(seed: 1), to: path)
      #expect(try run(["-c", script, path]) == 0)
    }
  }

  /// The fenced Python code of the article.
  private func example() throws -> String {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let article = root.appendingPathComponent(
      "Sources/adder/Documentation.docc/Articles/GraphFormat.md")
    let parts = try String(contentsOf: article, encoding: .utf8)
      .components(separatedBy: "```python\n")
    try #require(parts.count == 2)
    return parts[1].components(separatedBy: "```")[0]
  }

  private func pythonIsComplete(test: String = #function) -> Bool {
    if (try? run(["-c", "import numpy, safetensors"])) == 0 { return true }
    print("SKIPPED \(test): no python3 with numpy and safetensors; name one in ADDER_PYTHON")
    return false
  }

  private func run(_ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
