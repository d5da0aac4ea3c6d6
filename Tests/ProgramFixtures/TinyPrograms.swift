package import Program

/// Small valid programs with seeded random weights, shared by tests.
///
/// The default sizes cover every step and every combination of element types: ``language``
/// and ``classifier`` together.
package enum TinyPrograms {
  /// A residual language model.
  ///
  /// Layers take turns: int8 norm and a transform of a power of two; int16 norm and a
  /// transform of order 12; no norm, int8 quantized residual and an int16 `out_proj`.
  /// A layer whose channels do not allow its transform quantizes instead.
  package static func language(seed: UInt64, shape: TinyShape = TinyShape()) -> Program {
    var builder = TinyBuilder(seed: seed)
    let token = builder.buffer("token", .int32, 1, role: .input, scale: nil)
    let stream = builder.buffer("residual", .int32, shape.width, role: .carried)
    let residual = Signal(id: stream, count: shape.width, bound: 0x1p26, usual: 0x1p18)
    builder.embed(token: token, vocabulary: shape.vocabulary, into: residual)
    for layer in 0..<shape.layers {
      builder.enter(layer: layer)
      languageLayer(layer, residual, shape, &builder)
    }
    builder.enter(layer: nil)
    let body = builder.takeSteps()

    let output = builder.buffer("logits", .int32, shape.vocabulary, role: .output)
    let normalized = builder.normalize(residual, to: .int8)
    let logits = Signal(id: output, count: shape.vocabulary, bound: 0x1p26, usual: 0x1p16)
    builder.linear("lm_head", normalized, into: logits, hasBias: false)
    return program(
      "tiny_language", input: .token(vocabulary: shape.vocabulary), builder: &builder,
      body: body, logits: output, labels: [])
  }

  /// A residual language model of Mamba-2: with a transform behind the norm of the gate where the
  /// channels allow one, else without.
  package static func heads(seed: UInt64, shape: HeadShape = HeadShape.all[0]) -> Program {
    var builder = TinyBuilder(seed: seed)
    let token = builder.buffer("token", .int32, 1, role: .input, scale: nil)
    let stream = builder.buffer("residual", .int32, shape.width, role: .carried)
    let residual = Signal(id: stream, count: shape.width, bound: 0x1p26, usual: 0x1p18)
    builder.embed(token: token, vocabulary: shape.vocabulary, into: residual)
    for layer in 0..<shape.layers {
      builder.enter(layer: layer)
      let input = builder.normalize(residual, to: .int8)
      let isRotated = shape.channels.isMultiple(of: 2) && layer % 2 == 0
      let normalized = builder.headMixer(input, shape: shape, to: isRotated ? .int16 : .int8)
      let output = isRotated ? builder.rotate(normalized, order: 1) : normalized
      builder.linear("out_proj", output, into: residual, accumulates: true)
    }
    builder.enter(layer: nil)
    let body = builder.takeSteps()
    let output = builder.buffer("logits", .int32, shape.vocabulary, role: .output)
    let normalized = builder.normalize(residual, to: .int8)
    let logits = Signal(id: output, count: shape.vocabulary, bound: 0x1p26, usual: 0x1p16)
    builder.linear("lm_head", normalized, into: logits, hasBias: false)
    return program(
      "tiny_heads", input: .token(vocabulary: shape.vocabulary), builder: &builder, body: body,
      logits: output, labels: [])
  }

  /// A classifier of int16 frames: linear in, mixers without residual, mean pool, linear out.
  package static func classifier(seed: UInt64, shape: TinyShape = TinyShape()) -> Program {
    var builder = TinyBuilder(seed: seed)
    let frame = builder.buffer("frame", .int16, shape.features, role: .input)
    let input = Signal(id: frame, count: shape.features, bound: 20000, usual: 9000)
    let projected = builder.linear("proj_in", input, to: .int32, shape.width)
    var value = builder.quantize("frame_quantized", projected, to: .int16)
    for layer in 0..<shape.layers {
      builder.enter(layer: layer)
      let gated = builder.mixer(value, shape: shape)
      let quantized = builder.quantize("gated_quantized", gated, to: .int8)
      value = builder.linear(
        "out_proj", quantized, to: .int16, shape.width, fourBits: shape.hasFourBitWeights)
    }
    builder.enter(layer: nil)
    return pooled(
      "tiny_classifier",
      input: .frame(width: shape.features, scale: 0.03125, limit: 20000), value, rows: nil,
      shape, &builder)
  }

  /// A classifier of images: patches and their positions, bidirectional residual layers, a pool
  /// over some positions or all, linear out.
  ///
  /// - Parameter rows: Positions that the pool takes in; nil for all.
  package static func image(
    seed: UInt64, shape: TinyShape = TinyShape(), rows: [Int]? = [3]
  ) -> Program {
    var builder = TinyBuilder(seed: seed)
    let sizes = ProgramImage(
      height: 6, width: 5, channels: shape.features, layout: .heightWidthChannels, positions: 7)
    let image = builder.buffer("image", .uint8, sizes.count, role: .input)
    let stream = builder.buffer("residual", .int32, shape.width)
    let residual = Signal(id: stream, count: shape.width, bound: 0x1p26, usual: 0x1p18)
    builder.position(sizes.positions, into: residual)
    let patches = builder.gather(image: image, of: sizes, stride: 2)
    builder.linear("patch_embed", patches, into: residual, accumulates: true)
    for layer in 0..<shape.layers {
      builder.enter(layer: layer)
      languageLayer(layer, residual, shape, &builder, isBidirectional: true)
    }
    builder.enter(layer: nil)
    let normalized = builder.normalize(residual, to: .int16)
    return pooled(
      "tiny_image", input: .image(sizes), normalized, rows: rows, shape, &builder)
  }

  /// The pool over `value` and the linear layer to the classes.
  private static func pooled(
    _ name: String, input: ProgramInput, _ value: Signal, rows: [Int]?, _ shape: TinyShape,
    _ builder: inout TinyBuilder
  ) -> Program {
    let sum = builder.buffer("pool_sum", .int32, shape.width, role: .state)
    let count = builder.buffer("pool_count", .int32, 1, role: .state, scale: nil)
    builder.steps.append(
      .accumulate(
        AccumulateStep(
          input: value.id, sum: sum, count: count, rows: rows, origin: builder.origin("pool"))))
    let body = builder.takeSteps()

    var mean = builder.signal("mean", .int16, shape.width)
    mean.usual = 2000
    builder.steps.append(
      .mean(MeanStep(sum: sum, count: count, output: mean.id, origin: builder.origin("pool"))))
    let output = builder.buffer("logits", .int32, shape.classes, role: .output)
    let logits = Signal(id: output, count: shape.classes, bound: 0x1p26, usual: 0x1p16)
    builder.linear("proj_out", mean, into: logits)
    return program(
      name, input: input, builder: &builder, body: body, logits: output,
      labels: (0..<shape.classes).map { "class \($0)" })
  }

  private static func languageLayer(
    _ layer: Int, _ residual: Signal, _ shape: TinyShape, _ builder: inout TinyBuilder,
    isBidirectional: Bool = false
  ) {
    let input: Signal =
      switch layer % 3 {
      case 0: builder.normalize(residual, to: .int8)
      case 1: builder.normalize(residual, to: .int16)
      default: builder.quantize("residual_quantized", residual, to: .int8)
      }
    let gated = builder.mixer(input, shape: shape, isBidirectional: isBidirectional)
    let output: Signal =
      switch layer % 3 {
      case 0 where shape.channels.isMultiple(of: 2): builder.rotate(gated, order: 1)
      case 1 where shape.channels.isMultiple(of: 12): builder.rotate(gated, order: 12)
      case 2: builder.quantize("gated_quantized", gated, to: .int16)
      default: builder.quantize("gated_quantized", gated, to: .int8)
      }
    builder.linear(
      "out_proj", output, into: residual, accumulates: true, fourBits: shape.hasFourBitWeights)
  }

  private static func program(
    _ name: String, input: ProgramInput, builder: inout TinyBuilder, body: [Step],
    logits: BufferID, labels: [String]
  ) -> Program {
    Program(
      name: name, input: input, buffers: builder.buffers, constants: builder.constants,
      body: body, head: builder.takeSteps(), logits: logits, logitScale: 0x1p-12,
      labels: labels,
      provenance: Provenance(
        generator: "fixture", checkpoint: String(repeating: "0", count: 64),
        calibration: String(repeating: "1", count: 64), method: "rtn",
        options: ["--method rtn"]))
  }
}
