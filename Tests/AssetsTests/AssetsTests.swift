import Assets
import Foundation
import Testing

struct AssetsTests {
  private let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private var embedded: [(path: String, bytes: [UInt8])] {
    (0..<adder_asset_count()).map { index in
      let asset = adder_asset_at(index)
      let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
      return (String(cString: asset.path), Array(bytes))
    }
  }

  /// Of Runtime-C, what can be emitted.
  private func isAsset(_ path: String) -> Bool {
    guard path.hasPrefix("Runtime-C/") else { return true }
    let others = [
      "Runtime-C/checks/", "Runtime-C/bench/", "Runtime-C/proofs/", "Runtime-C/.build/",
    ]
    return !others.contains(where: path.hasPrefix)
      && (path.hasSuffix(".c") || path.hasSuffix(".h") || path == "Runtime-C/code-sizes.txt")
  }

  @Test func everyFileIsListed() throws {
    var paths = ["LICENSE"]
    for folder in ["Runtime-C", "Targets", "Templates"] {
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: root.appendingPathComponent(folder).path)
      paths += files.map { "\(folder)/\($0)" }
    }
    let expected = paths.filter { path in
      var isDirectory: ObjCBool = false
      let full = root.appendingPathComponent(path).path
      return FileManager.default.fileExists(atPath: full, isDirectory: &isDirectory)
        && !isDirectory.boolValue && isAsset(path)
    }
    #expect(
      embedded.map(\.path).sorted() == expected.sorted(),
      "run .ci/list-assets and commit Sources/Assets/assets.c")
  }

  @Test func embeddedBytesAreThoseOfTheFiles() throws {
    for file in embedded {
      let data = try Data(contentsOf: root.appendingPathComponent(file.path))
      #expect(file.bytes == [UInt8](data), "\(file.path) is older than the file")
    }
  }

  @Test func pathsAreSortedAndUnique() {
    let paths = embedded.map(\.path)
    #expect(paths == Array(Set(paths)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
