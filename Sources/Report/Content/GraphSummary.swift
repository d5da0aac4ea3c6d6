package import Emission
package import Program
package import TargetDescription

/// What `adder inspect` says of a graph, and the head of a report.
package struct GraphSummary: Hashable, Sendable, Encodable {
  var kind = "graph"
  var name: String
  var input: InputSummary
  var classes: Int
  var labels: [String]
  var logitScale: Double
  /// Number of steps of each kind, body and head together.
  var steps: [String: Int]
  package var memory: MemorySummary
  /// Absent where the target declares no bandwidth, and for what is no language model.
  var bandwidthLimit: BandwidthLimit?
  var provenance: Provenance

  /// - Parameters:
  ///   - target: Where the program is to run; its kernels settle the sizes.
  ///   - weights: Where the tables are, as ``EmissionOptions/weights``.
  ///   - threads: That share the work.
  /// - Throws: ``EmissionError`` where the kernels are incomplete.
  package init(
    _ program: Program, target: TargetDescription, weights: WeightsPlacement? = nil,
    threads: Int = 1
  ) throws {
    name = program.name
    input = InputSummary(program.input)
    classes = program[program.logits].count
    labels = program.labels
    logitScale = program.logitScale
    steps = Dictionary(
      (program.body + program.head).map { ($0.kind, 1) }, uniquingKeysWith: +)
    let figures = try Emitter.memory(
      of: program, target: target, weights: weights, threads: threads)
    memory = MemorySummary(figures, target: target)
    bandwidthLimit = target.board.flatMap { BandwidthLimit(figures, board: $0) }
    provenance = program.provenance
  }

  /// For a terminal.
  package var rows: [(String, String)] { rows(memory: memory.rows) }

  /// For a terminal, with all figures of memory.
  package var targetRows: [(String, String)] {
    rows(memory: memory.targetRows + (bandwidthLimit.map { [("limit", $0.text)] } ?? []))
  }

  private func rows(memory memoryRows: [(String, String)]) -> [(String, String)] {
    [
      ("graph", name),
      ("input", input.text),
      ("output", labels.isEmpty ? "\(classes) logits for each position" : "\(classes) classes"),
      ("method", ([provenance.method] + provenance.options).joined(separator: " ")),
      (
        "steps",
        steps.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
          .joined(separator: ", ")
      ),
    ] + memoryRows + [
      ("generator", provenance.generator),
      ("checkpoint", "sha256 \(provenance.checkpoint)"),
      ("calibration", "sha256 \(provenance.calibration)\(provenance.calibrationExtent)"),
    ]
  }
}

/// What one position of the input is.
struct InputSummary: Hashable, Sendable, Encodable {
  var kind: String
  var vocabulary: Int?
  var height: Int?
  var width: Int?
  var channels: Int?

  init(_ input: ProgramInput) {
    switch input {
    case .token(let vocabulary):
      kind = "token"
      self.vocabulary = vocabulary
    case .image(let image):
      kind = "image"
      height = image.height
      self.width = image.width
      channels = image.channels
    case .frame(let width, _, _):
      kind = "frame"
      self.width = width
    }
  }

  var text: String {
    if let vocabulary { return "tokens, 0...\(vocabulary - 1)" }
    if let height, let width, let channels {
      return "images of \(height) x \(width) x \(channels) bytes"
    }
    return "frames of \(width ?? 0) features"
  }
}
