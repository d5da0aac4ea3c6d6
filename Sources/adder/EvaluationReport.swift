import Evaluation

/// What `adder evaluate` prints.
struct EvaluationReport: Encodable {
  let result: EvaluationResult
  /// Names of the classes; empty where they have none.
  let labels: [String]
  /// Where the data went through the C as well.
  let proof: CompiledEngine.Proof?
  let byPosition: Bool

  func printTables() {
    let engine = proof.map { [("engine", $0.text)] } ?? []
    Report.printTable(EvaluationTable(result).rows + engine)
    if let table = result.confusion.flatMap({ ConfusionTable($0, labels: labels) }) {
      Report.print("\n" + table.text)
    }
    if byPosition { Report.print("\n" + PositionTable(result).text) }
  }

  private enum CodingKeys: String, CodingKey {
    case target = "engine.target"
    case compiler = "engine.compiler"
    case logits = "engine.logits"
  }

  /// The figures, and `engine.*` of the C.
  func encode(to encoder: any Encoder) throws {
    if byPosition {
      try PositionTable(result).encode(to: encoder)
    } else {
      try result.encode(to: encoder)
    }
    guard let proof else { return }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(proof.target, forKey: .target)
    try container.encode(proof.compiler, forKey: .compiler)
    try container.encode(proof.values, forKey: .logits)
  }
}
