import Model
import TestSupport

/// Sizes of a random model; the defaults are awkward on purpose.
struct RandomModel {
  var width = 10
  var channels = 21
  var states = 3
  var rank = 2
  var kernel = 3
  var classes = 19
  var layers = 2
  var biased = true
  /// Of norms of dt, B and C.
  var normEpsilon: Double?

  /// A language model: embedding, pre-norm residual layers, final norm, head.
  func language(_ random: inout SeededRandom) -> Model {
    var builder = Builder(random: random)
    let embedding = builder.value("embedding", width)
    builder.body.append(
      .embed(Embed(weight: builder.parameter("embedding", [classes, width]), output: embedding)))
    let residual = addLayers(to: &builder, after: embedding)
    let logits = builder.value("logits", classes)
    let head = linear(&builder, "head", from: residual, to: logits, biased: false)
    random = builder.random
    return Model(
      name: "random", input: .token(vocabulary: classes), values: builder.values,
      body: builder.body, readout: [.linear(head)], logits: logits, labels: [],
      checkpointHash: "")
  }

  /// A classifier of frames: linear, layers, mean pool, linear.
  func classifier(_ random: inout SeededRandom, frame: Int = 5) -> Model {
    var builder = Builder(random: random)
    let input = builder.value("frame", frame)
    let start = builder.value("start", width)
    builder.body.append(.linear(linear(&builder, "in", from: input, to: start, biased: biased)))
    let residual = addLayers(to: &builder, after: start)
    let pooled = builder.value("pooled", width)
    builder.body.append(.meanPool(MeanPool(input: residual, output: pooled)))
    let logits = builder.value("logits", classes)
    let head = linear(&builder, "head", from: pooled, to: logits, biased: true)
    random = builder.random
    return Model(
      name: "random", input: .frame(width: frame, value: input), values: builder.values,
      body: builder.body, readout: [.linear(head)], logits: logits,
      labels: (0..<classes).map { "class \($0)" }, checkpointHash: "")
  }

  private func addLayers(to builder: inout Builder, after start: ValueID) -> ValueID {
    var residual = start
    for layer in 0..<layers {
      let normalized = normalize(&builder, "layers.\(layer).norm", residual)
      let mixed = builder.value("layers.\(layer).mixer", width)
      builder.body.append(.mixer(mixer(&builder, layer, from: normalized, to: mixed)))
      let sum = builder.value("layers.\(layer).residual", width)
      builder.body.append(.add(Add(left: residual, right: mixed, output: sum)))
      residual = sum
    }
    return normalize(&builder, "norm", residual)
  }

  private func normalize(
    _ builder: inout Builder, _ name: String, _ input: ValueID
  ) -> ValueID {
    let output = builder.value(name, width)
    let weight = builder.parameter(name, [width], in: 0.5...1.5)
    builder.body.append(
      .rmsNorm(RMSNorm(input: input, weight: weight, epsilon: 1e-5, output: output)))
    return output
  }

  private func linear(
    _ builder: inout Builder, _ name: String, from input: ValueID, to output: ValueID,
    biased: Bool
  ) -> Linear {
    let (rows, columns) = (builder.values[output.index].width, builder.values[input.index].width)
    return Linear(
      input: input, weight: builder.parameter(name, [rows, columns]),
      bias: biased ? builder.parameter("\(name).bias", [rows]) : nil, output: output)
  }

  private func mixer(
    _ builder: inout Builder, _ layer: Int, from input: ValueID, to output: ValueID
  ) -> Mixer {
    let (e, n, r) = (channels, states, rank)
    let name = "layers.\(layer)"
    return Mixer(
      layer: layer, input: input, output: output,
      inProj: builder.parameter("\(name).in_proj", [2 * e, width]),
      inProjBias: biased ? builder.parameter("\(name).in_proj.bias", [2 * e]) : nil,
      forward: Branch(
        convolution: builder.parameter("\(name).conv1d", [e, kernel]),
        convolutionBias: biased ? builder.parameter("\(name).conv1d.bias", [e]) : nil,
        xProj: builder.parameter("\(name).x_proj", [r + 2 * n, e]),
        dtProj: builder.parameter("\(name).dt_proj", [e, r]),
        dtProjBias: biased ? builder.parameter("\(name).dt_proj.bias", [e], in: -4...0) : nil,
        aLog: builder.parameter("\(name).A_log", [e, n], in: -1...2),
        d: builder.parameter("\(name).D", [e]), normEpsilon: normEpsilon),
      outProj: builder.parameter("\(name).out_proj", [width, e]),
      outProjBias: biased ? builder.parameter("\(name).out_proj.bias", [width]) : nil)
  }

  private struct Builder {
    var random: SeededRandom
    var values: [Value] = []
    var body: [Operation] = []

    mutating func value(_ name: String, _ width: Int) -> ValueID {
      values.append(Value(name: name, width: width))
      return ValueID(values.count - 1)
    }

    mutating func parameter(
      _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.5...0.5
    ) -> Parameter {
      Parameter(
        tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *), in: range)),
        origin: Origin(layer: nil, module: name, checkpointName: name))
    }
  }
}

extension Model {
  /// Applies `change` to every mixer.
  func changingMixers(_ change: (inout Mixer) -> Void) -> Model {
    var model = self
    model.body = body.map { operation in
      guard case .mixer(var mixer) = operation else { return operation }
      change(&mixer)
      return .mixer(mixer)
    }
    return model
  }

  /// The same function with a rotation before every `out_proj`, folded into its weights.
  func rotated() -> Model {
    changingMixers { mixer in
      let rotation = Hadamard(size: mixer.channels)
      let factor = 1 / Float(rotation.groupSize).squareRoot()
      for row in 0..<mixer.width {
        let range = row * mixer.channels..<(row + 1) * mixer.channels
        mixer.outProj.tensor.values[range].withUnsafeMutableBufferPointer { weights in
          rotation.apply(weights)
          for i in weights.indices { weights[i] *= factor }
        }
      }
      mixer.rotation = rotation
    }
  }
}
