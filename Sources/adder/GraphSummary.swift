import Program

/// What `adder inspect` says of a graph.
struct GraphSummary: Encodable {
  var kind = "graph"
  var name: String
  var input: InputSummary
  var classes: Int
  var labels: [String]
  var logitScale: Double
  /// Number of steps of each kind, body and head together.
  var steps: [String: Int]
  /// Sizes in bytes.
  var constantBytes: Int
  var stateBytes: Int
  var workBytes: Int
  var provenance: Provenance

  init(_ program: Program) {
    name = program.name
    input = InputSummary(program.input)
    classes = program[program.logits].count
    labels = program.labels
    logitScale = program.logitScale
    steps = Dictionary(
      (program.body + program.head).map { ($0.kind, 1) }, uniquingKeysWith: +)
    constantBytes = program.constants.reduce(0) { $0 + $1.data.type.size * $1.data.count }
    let kept = program.buffers.filter { $0.role == .state || $0.role == .carried }
    stateBytes = kept.reduce(0) { $0 + $1.type.size * $1.count }
    workBytes = program.buffers.reduce(0) { $0 + $1.type.size * $1.count } - stateBytes
    provenance = program.provenance
  }

  var rows: [(String, String)] {
    [
      ("graph", name),
      ("input", input.text),
      ("output", labels.isEmpty ? "\(classes) logits for each position" : "\(classes) classes"),
      ("method", provenance.method),
      (
        "steps",
        steps.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
          .joined(separator: ", ")
      ),
      ("constants", "\(constantBytes) bytes"),
      ("state", "\(stateBytes) bytes"),
      ("work", "\(workBytes) bytes"),
      ("generator", provenance.generator),
      ("checkpoint", "sha256 \(provenance.checkpoint)"),
      ("calibration", "sha256 \(provenance.calibration)"),
    ]
  }
}

/// What one position of the input is.
struct InputSummary: Encodable {
  var kind: String
  var vocabulary: Int?
  var width: Int?

  init(_ input: ProgramInput) {
    switch input {
    case .token(let vocabulary):
      kind = "token"
      self.vocabulary = vocabulary
    case .frame(let width, _, _):
      kind = "frame"
      self.width = width
    }
  }

  var text: String {
    if let vocabulary { return "tokens, 0...\(vocabulary - 1)" }
    return "frames of \(width ?? 0) features"
  }
}
