import Emission
import TargetDescription

/// What the declared bandwidth of a board's memory allows a language model at most: every token
/// reads all tables once. An upper bound from two figures, no measurement.
struct BandwidthLimit: Hashable, Sendable, Encodable {
  /// 10^6 bytes a second.
  var bandwidth: Int
  /// Whether a benchmark measured it; otherwise it is width times rate of the bus.
  var isMeasured: Bool
  var confidence: Confidence
  /// That every token reads.
  var tokenBytes: Int
  /// The cache that holds all of them, so that the memory is no limit; absent if none does.
  var cache: String?
  /// Tokens a second at most, to a tenth; absent if a cache holds the tables.
  var tokensPerSecond: Double?

  enum CodingKeys: String, CodingKey {
    case bandwidth, confidence, tokenBytes, cache, tokensPerSecond
    case isMeasured = "measured"
  }

  /// Nil where the board declares no bandwidth, or the figures are of no language model.
  init?(_ memory: MemoryFigures, board: Board) {
    guard let figure = board.bandwidth, let bytes = memory.tokenBytes, bytes > 0 else {
      return nil
    }
    bandwidth = figure.value
    isMeasured = board.measuredBandwidth != nil
    confidence = figure.confidence
    tokenBytes = bytes
    cache = board.caches.first { bytes <= $0.KiB << 10 }.map { "\($0.level.rawValue)" }
    if cache == nil { tokensPerSecond = Double(tenths) / 10 }
  }

  private var tenths: Int { bandwidth * 10_000_000 / tokenBytes }

  /// For a terminal.
  var text: String {
    if let cache {
      return "not memory: the \(cache) cache holds the \(tokenBytes) bytes that a token reads"
    }
    let kind = isMeasured ? "measured by others" : "peak"
    return "at most \(tenths / 10).\(tenths % 10) tokens/s, as a token reads \(tokenBytes) bytes "
      + "at \(bandwidth) MB/s (\(kind), \(confidence.rawValue)); a bound, no measurement"
  }
}
