import Evaluation
import Foundation

/// Perplexity by position, as people and as programs read it.
struct PositionTable: Encodable {
  private let result: EvaluationResult

  init(_ result: EvaluationResult) { self.result = result }

  /// One line for each range of positions, columns aligned.
  var text: String {
    let header = ["positions", "tokens", "float", "integer", "integer / float"]
    let rows = result.positionBins.map { bin in
      [
        Self.range(bin), "\(bin.targets)", Self.number(bin.floatPerplexity),
        Self.number(bin.integerPerplexity), Self.number(bin.ratio),
      ]
    }
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    return ([header] + rows).map { row in
      row.indices.map { column in
        String(repeating: " ", count: widths[column] - row[column].count) + row[column]
      }.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// The figures of the whole, and `position.FIRST-LAST.*` for each range.
  func encode(to encoder: any Encoder) throws {
    try result.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    for bin in result.positionBins {
      let prefix = "position.\(Self.range(bin))."
      try container.encode(bin.targets, forKey: Key(prefix + "tokens"))
      try container.encodeIfPresent(
        bin.floatPerplexity, forKey: Key(prefix + "float.perplexity"))
      try container.encodeIfPresent(
        bin.integerPerplexity, forKey: Key(prefix + "integer.perplexity"))
      try container.encodeIfPresent(bin.ratio, forKey: Key(prefix + "ratio"))
    }
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  private static func range(_ bin: PositionBin) -> String { "\(bin.first)-\(bin.last)" }

  private static func number(_ value: Double?) -> String {
    value.map { String(format: "%.5f", $0) } ?? "-"
  }
}
