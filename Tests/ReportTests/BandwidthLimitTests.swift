import ProgramFixtures
import TargetDescription
import Testing

@testable import Report

struct BandwidthLimitTests {
  /// The summary of a tiny model for a board whose caches hold so many KiB.
  private func summary(
    bandwidth: Int?, caches: [Int] = [], isLanguage: Bool = true
  ) throws -> GraphSummary {
    var target = try TargetDescription.find("raspberry-pi-4")
    var board = try #require(target.board)
    let cache = try #require(board.caches.first)
    board.caches = caches.map { KiB in
      var cache = cache
      cache.KiB = KiB
      return cache
    }
    if let bandwidth {
      board.measuredBandwidth?.value = bandwidth
    } else {
      (board.measuredBandwidth, board.peakBandwidth) = (nil, nil)
    }
    target.board = board
    let program =
      isLanguage ? TinyPrograms.language(seed: 5) : TinyPrograms.classifier(seed: 5)
    return try GraphSummary(program, target: target)
  }

  @Test func limitIsBandwidthOverBytes() throws {
    let limit = try #require(try summary(bandwidth: 1000).bandwidthLimit)
    #expect(limit.tokenBytes > 0)
    #expect(limit.tokensPerSecond == Double(10_000_000_000 / limit.tokenBytes) / 10)
    let tenths = 10_000_000_000 / limit.tokenBytes
    #expect(
      limit.text
        == "at most \(tenths / 10).\(tenths % 10) tokens/s, as a token reads \(limit.tokenBytes) "
        + "bytes at 1000 MB/s (measured by others, uncertain); a bound, no measurement")
  }

  @Test func tablesInACacheAreNotLimitedByMemory() throws {
    let limit = try #require(try summary(bandwidth: 1000, caches: [1024]).bandwidthLimit)
    #expect(limit.tokensPerSecond == nil)
    #expect(
      limit.text
        == "not memory: the L1d cache holds the \(limit.tokenBytes) bytes that a token reads")
  }

  @Test func othersHaveNoLimit() throws {
    #expect(try summary(bandwidth: nil).bandwidthLimit == nil)
    #expect(try summary(bandwidth: 1000, isLanguage: false).bandwidthLimit == nil)
    let host = try GraphSummary(
      TinyPrograms.language(seed: 5), target: TargetDescription.find("host"))
    #expect(host.bandwidthLimit == nil)
  }
}
