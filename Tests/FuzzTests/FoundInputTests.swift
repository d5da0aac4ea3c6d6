import Foundation
import FuzzTargets
import TestSupport
import Testing

/// Inputs that once made a parser trap, hang or disagree, in a folder for each target.
///
/// One after the other: targets overwrite the files of one directory.
@Suite(.serialized)
struct FoundInputTests {
  private static let directory =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
    + "/FoundInputs/"

  @Test(arguments: FuzzTarget.all.map(\.name))
  func endInAnErrorOrASuccess(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let folder = FoundInputTests.directory + name
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files.sorted() { target.run(try readFile(folder + "/" + file)) }
    for seed in try target.seeds() { target.run(seed) }
  }

  @Test func everyFolderIsOfATarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: FoundInputTests.directory)
    #expect(Set(folders).subtracting(["README.md"]).isSubset(of: FuzzTarget.all.map(\.name)))
  }

  @Test func mutatedGraphsAreAcceptedOrRefused() throws {
    var random = SeededRandom()
    let target = try #require(FuzzTarget.named("graph"))
    let seeds = try target.seeds()
    for round in 0..<20 {
      guard let bytes = FuzzTarget.mutatedGraph(seeds[round % seeds.count], &random) else {
        continue
      }
      target.run(bytes)
    }
  }
}
