import CSyntax

/// What one position of the integer program's input is.
package enum ProgramInput: Hashable, Sendable {
  /// int32 [1], 0 ..< vocabulary.
  case token(vocabulary: Int)
  /// int16 [width]: `clamp(floor(x / scale + 0.5), -limit...limit)` of each float feature.
  case frame(width: Int, scale: Double, limit: Int)
  /// uint8 [height * width * channels], from which `body` makes all positions of a sequence.
  case image(ProgramImage)
}

/// How the program came to be; copied into every emitted file.
package struct Provenance: Hashable, Sendable, Codable {
  /// Version of Adder, or of the other tool that wrote the graph.
  package var generator: String
  /// SHA-256 of the checkpoint, lower-case hex.
  package var checkpoint: String
  /// SHA-256 of the calibration data, lower-case hex.
  package var calibration: String
  /// Files of calibration data, of which ``calibration`` is the hash of all together; 1 or more.
  package var calibrationFiles: Int
  /// `rtn`, `hadamard`, ...
  package var method: String
  /// Further options, sorted, as on the command line.
  package var options: [String]

  package init(
    generator: String, checkpoint: String, calibration: String, calibrationFiles: Int = 1,
    method: String, options: [String]
  ) {
    self.generator = generator
    self.checkpoint = checkpoint
    self.calibration = calibration
    self.calibrationFiles = calibrationFiles
    self.method = method
    self.options = options
  }

  /// What the hash of the calibration data is of, to be put behind it; empty for one file.
  package var calibrationExtent: String {
    calibrationFiles == 1 ? "" : " of \(calibrationFiles) files together"
  }
}

/// The integer program: what is interpreted, stored and emitted.
///
/// At each position of a sequence the caller fills the input buffer and `body` runs; `head`
/// turns what it left behind (state and carried buffers) into logits. A language model runs
/// `head` at each position whose logits are wanted, a classifier at the end of the sequence.
///
/// The program of an image has all positions at once: each step of `body` runs over the whole
/// sequence before the next step, so that steps may go backward over it.
package struct Program: Hashable, Sendable {
  /// Valid C identifier in lower snake case, e.g. `lm_shakespeare`.
  package var name: String
  package var input: ProgramInput
  package var buffers: [Buffer]
  package var constants: [Constant]
  package var body: [Step]
  package var head: [Step]
  /// int32 [classes], role output.
  package var logits: BufferID
  /// Real value of one unit of a logit.
  package var logitScale: Double
  /// Class names; empty for a language model.
  package var labels: [String]
  package var provenance: Provenance

  package init(
    name: String, input: ProgramInput, buffers: [Buffer], constants: [Constant], body: [Step],
    head: [Step], logits: BufferID, logitScale: Double, labels: [String],
    provenance: Provenance
  ) {
    self.name = name
    self.input = input
    self.buffers = buffers
    self.constants = constants
    self.body = body
    self.head = head
    self.logits = logits
    self.logitScale = logitScale
    self.labels = labels
    self.provenance = provenance
  }

  /// True if logits are read once per sequence rather than at each position.
  package var isClassifier: Bool {
    if case .token = input { false } else { true }
  }

  /// Length of every sequence, or nil where positions come one after the other.
  package var positions: Int? {
    if case .image(let image) = input { image.positions } else { nil }
  }

  /// Whether a program can have this name: one that starts all names of the emitted C.
  package static func isName(_ text: String) -> Bool { CPrefix.make(from: text) == text }

  package subscript(id: BufferID) -> Buffer { buffers[id.index] }
  package subscript(id: ConstantID) -> Constant { constants[id.index] }

  /// The buffer that the caller fills, by role.
  package var inputBuffer: BufferID? {
    buffers.firstIndex { $0.role == .input }.map(BufferID.init)
  }
}
