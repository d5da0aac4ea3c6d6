import Evaluation

/// Perplexity by position, as people and as programs read it.
struct PositionTable: Encodable {
  private let result: EvaluationResult

  init(_ result: EvaluationResult) { self.result = result }

  /// One line for each range of positions.
  var text: String {
    Report.table(
      ["positions", "tokens", "float", "integer", "integer / float"],
      result.positionBins.map { bin in
        [
          Self.range(bin), "\(bin.targets)", Report.decimal(bin.floatPerplexity, places: 5),
          Report.decimal(bin.integerPerplexity, places: 5),
          Report.decimal(bin.ratio, places: 5),
        ]
      })
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
}
