import Foundation
import TestSupport
import Testing

/// The same input gives the same bytes, wherever and however the tool is run.
struct ReproducibilityTests {
  /// One way to run the tool, from a directory with the checkpoint.
  private struct Surroundings {
    var directory: String
    /// In front of the names of files.
    var root: String
    var mask: String
    var environment: [String: String]
    /// In front of the command.
    var wrapper: [String]
  }

  private static let executable = URL(fileURLWithPath: "/proc/self/exe")
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("adder").path

  /// Graph, packages, report and figures of the model that comes with the tool.
  private static let script = """
    set -e
    "$1" example --output "$2shakespeare"
    head -c 3000 "$2shakespeare/calibration.txt" >calibration.txt
    "$1" quantize "$2shakespeare" --calibration "$2calibration.txt" --output "$2s.graph"
    "$1" quantize "$2shakespeare" --calibration "$2calibration.txt" --weight-bits 4 \\
      --without klt --output "$2s4.graph"
    "$1" generate "$2s.graph" --target host --output "$2c"
    "$1" generate "$2s.graph" --target rv64gcv --weights blob --prefix m --output "$2blob"
    "$1" generate "$2s4.graph" --target aarch64-i8mm --threads 4 --weights incbin --output "$2c4"
    "$1" report "$2s.graph" --output "$2report.html" --json >report.json
    "$1" inspect "$2s.graph" --target host --json >inspect.json
    """

  private func run(_ surroundings: Surroundings) throws {
    try FileManager.default.createDirectory(
      atPath: surroundings.directory, withIntermediateDirectories: true)
    let variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"]
      .merging(surroundings.environment) { $1 }.map { "\($0)=\($1)" }.sorted()
    let command =
      ["env", "-i"] + variables + surroundings.wrapper
      + [
        "sh", "-c", "umask \(surroundings.mask)\n\(Self.script)", "sh", Self.executable,
        surroundings.root,
      ]
    let result = try ExternalCommand.run(command, in: surroundings.directory)
    #expect(result.status == 0, "\(result.output)")
  }

  /// Contents by path, without what the commands themselves print.
  private func tree(_ directory: String) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: directory).sorted() {
      var isDirectory: ObjCBool = false
      let full = directory + "/" + path
      guard !path.contains(".output-"),
        FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory),
        !isDirectory.boolValue
      else { continue }
      files[path] = try readFile(full)
    }
    return files
  }

  @Test func surroundingsChangeNoByte() throws {
    try withTemporaryDirectory { root in
      let far = root + "/another/and/deeper/place"
      let oneProcessor =
        ExternalCommand.exists("taskset") ? ["taskset", "-c", "0"] : []
      let all = [
        Surroundings(
          directory: root + "/one", root: "", mask: "022",
          environment: ["HOME": root, "LC_ALL": "C", "TZ": "UTC"], wrapper: oneProcessor),
        Surroundings(
          directory: far, root: far + "/", mask: "077",
          environment: [
            "HOME": "/nonexistent", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8",
            "TZ": "Pacific/Kiritimati", "USER": "somebody",
            "GLIBC_TUNABLES":
              "glibc.cpu.hwcaps=-AVX2,-AVX2_Usable,-FMA,-FMA_Usable,-AVX512F",
          ], wrapper: []),
      ]
      for surroundings in all { try run(surroundings) }
      let (one, two) = (try tree(all[0].directory), try tree(all[1].directory))
      #expect(one.count > 100)
      #expect(one.keys.sorted() == two.keys.sorted())
      for path in one.keys.sorted() {
        #expect(one[path] == two[path], "\(path)")
        let text = String(decoding: one[path] ?? [], as: UTF8.self)
        #expect(!text.contains(root), "\(path) names a directory")
      }
    }
  }
}
