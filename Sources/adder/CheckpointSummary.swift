import Model

/// What `adder inspect` says of a checkpoint.
struct CheckpointSummary: Encodable {
  var kind = "checkpoint"
  var name: String
  var input: String
  var classes: Int
  var labels: [String]
  var mixers: [MixerSummary]
  var parameters: Int
  var hash: String

  /// The sizes of one mixer, in the terms of the configuration.
  struct MixerSummary: Encodable {
    var layer: Int
    var width: Int
    var channels: Int
    var states: Int
    /// Nil of Mamba-2.
    var timeStepRank: Int?
    /// Nil of Mamba-1, as groups.
    var heads: Int?
    var groups: Int?
    var kernel: Int
    var directions: Int
    /// Of the norms of dt, B and C, where the mixer has them.
    var normEpsilon: Double?

    init(_ mixer: Mixer) {
      layer = mixer.layer
      width = mixer.width
      channels = mixer.channels
      if let branch = mixer.branch(.forward) {
        states = branch.states
        timeStepRank = branch.timeStepRank
        kernel = branch.kernel
        normEpsilon = branch.normEpsilon
      } else {
        states = mixer.heads?.states ?? 0
        heads = mixer.heads?.heads
        groups = mixer.heads?.groups
        kernel = mixer.heads?.kernel ?? 0
      }
      directions = max(1, mixer.directions.count)
    }

    /// The sizes as a line for people.
    var text: String {
      var parts = ["width \(width)", "channels \(channels)", "states \(states)"]
      if let heads, let groups { parts += ["heads \(heads)", "groups \(groups)"] }
      if let timeStepRank { parts.append("dt rank \(timeStepRank)") }
      parts.append("kernel \(kernel)")
      if directions > 1 { parts.append("bidirectional") }
      if normEpsilon != nil { parts.append("normalised dt, B and C") }
      return parts.joined(separator: ", ")
    }
  }

  init(_ model: Model) {
    name = model.name
    switch model.input {
    case .token(let vocabulary): input = "tokens, 0...\(vocabulary - 1)"
    case .frame(let width, _): input = "frames of \(width) features"
    case .image(let image):
      input =
        "images of \(image.height) x \(image.width) x \(image.channels) bytes "
        + "(\(image.layout.rawValue)), \(image.positions) positions"
    }
    classes = model.values[model.logits.index].width
    labels = model.labels
    mixers = model.body.compactMap { operation in
      guard case .mixer(let mixer) = operation else { return nil }
      return MixerSummary(mixer)
    }
    // A head that is tied to the embedding is one tensor with two uses.
    var counts: [String: Int] = [:]
    for parameter in (model.body + model.readout).flatMap(\.parameters) {
      counts[parameter.origin.checkpointName] = parameter.tensor.count
    }
    parameters = counts.values.reduce(0, +)
    hash = model.checkpointHash
  }

  var rows: [(String, String)] {
    var rows = [
      ("checkpoint", name),
      ("input", input),
      ("output", labels.isEmpty ? "\(classes) logits for each position" : "\(classes) classes"),
      ("parameters", String(parameters)),
      ("mixers", String(mixers.count)),
    ]
    rows += mixers.map { ("layer \($0.layer)", $0.text) }
    return rows + [("hash", "sha256 \(hash)")]
  }
}

extension Operation {
  /// The tensors that the operation reads.
  fileprivate var parameters: [Parameter] {
    switch self {
    case .embed(let embed): [embed.weight]
    case .linear(let linear): [linear.weight, linear.bias].compactMap { $0 }
    case .rmsNorm(let norm): [norm.weight]
    case .mixer(let mixer):
      mixer.directions.flatMap { mixer[$0].parameters } + (mixer.heads?.parameters ?? [])
        + [mixer.inProj, mixer.inProjBias, mixer.outProj, mixer.outProjBias].compactMap { $0 }
    case .position(let position): [position.table]
    case .add, .meanPool: []
    }
  }
}

extension Branch {
  fileprivate var parameters: [Parameter] {
    [convolution, convolutionBias, xProj, dtProj, dtProjBias, aLog, d].compactMap { $0 }
  }
}
