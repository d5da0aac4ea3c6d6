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
    var timeStepRank: Int
    var kernel: Int
    var directions: Int
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
      return MixerSummary(
        layer: mixer.layer, width: mixer.width, channels: mixer.channels,
        states: mixer.forward.states, timeStepRank: mixer.forward.timeStepRank,
        kernel: mixer.forward.kernel, directions: mixer.directions.count)
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
    for mixer in mixers {
      rows.append(
        (
          "layer \(mixer.layer)",
          "width \(mixer.width), channels \(mixer.channels), states \(mixer.states), "
            + "dt rank \(mixer.timeStepRank), kernel \(mixer.kernel)"
            + (mixer.directions > 1 ? ", bidirectional" : "")
        ))
    }
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
      mixer.directions.flatMap { mixer[$0].parameters }
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
