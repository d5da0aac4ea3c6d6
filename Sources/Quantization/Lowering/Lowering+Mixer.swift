import Calibration
import FloatReference
import Foundation
import Model
import Program

/// The mixer, fused step by fused step in the order of evaluation.
extension Lowering {
  mutating func lowerMixer(_ mixer: Mixer) throws(QuantizationError) {
    let source = try input(mixer.input)
    guard builder.type(of: source.buffer) == .int8 else {
      throw .unsupportedGraph(value: name(of: mixer.input), reason: "a mixer reads int8")
    }
    let prefix = layerPrefix(mixer.layer)
    switch mixer.recurrence {
    case .selective:
      guard let gated = try lowerBranches(mixer, source: source, prefix: prefix) else { return }
      try lowerOutput(
        mixer, input: try lowerOutProjInput(mixer, gated, prefix: prefix), prefix: prefix)
    case .heads(let heads):
      let normalized = try lowerHeads(heads, of: mixer, source: source, prefix: prefix)
      try lowerOutput(
        mixer,
        input: mixer.rotation == nil
          ? normalized : try lowerOutProjInput(mixer, normalized, prefix: prefix),
        prefix: prefix)
    }
  }

  /// The gated sum of what the branches of a Mamba-1 mixer make.
  private mutating func lowerBranches(
    _ mixer: Mixer, source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> LoweredValue? {
    let gateBits = ActivationScale.fractionBits(try statistics(mixer, .gate))
    let plans = try BranchPlan.all(of: mixer, gateUnit: exp2(-Double(gateBits)), statistics)
    let gatedScale = try gatedScale(mixer, plans.map(\.gate))
    let input = try lowerConvolutionInput(mixer, source: source, prefix: prefix)
    var gated: LoweredValue?
    var gate: GateInput?
    for plan in plans {
      let own = plan.direction == .forward ? prefix : prefix + "back_"
      let convolved = try lowerConvolution(plan, input, prefix: own)
      if gate == nil {
        gate = try lowerGateInput(
          mixer, source: source, fractionBits: gateBits, prefix: prefix)
      }
      guard let z = gate else { return nil }
      let y = try lowerScan(plan, convolved, prefix: own)
      let part = try lowerGate(
        plan.gate, y: y, x: convolved.x, z: z, scale: gatedScale, prefix: own)
      if let other = gated {
        gated = appendSum(other, part, mixer, prefix: prefix)
      } else {
        gated = part
      }
    }
    return gated
  }

  func statistics(_ mixer: Mixer, _ site: MixerSite) throws(QuantizationError)
    -> SiteStatistics
  {
    try statistics(.mixer(layer: mixer.layer, site))
  }

  // MARK: in_proj

  /// Rows of `in_proj`.
  func inProj(_ mixer: Mixer, rows: Range<Int>, inputScale: Double) -> QuantizedLinear {
    let width = mixer.width
    let bias = mixer.inProjBias.map { Array($0.tensor.values[rows]) }
    if let weight = fourBitWeights?[FourBitMatrix(mixer.layer, .inProj)] {
      return QuantizedLinear(weight.rows(rows), bias: bias, inputScale: inputScale)
    }
    return QuantizedLinear(
      weight: mixer.inProj.tensor.rows(rows), rows: rows.count, columns: width, bias: bias,
      inputScale: inputScale)
  }

  private mutating func lowerConvolutionInput(
    _ mixer: Mixer, source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> ConvolutionInput {
    let scales = ActivationScale.int8PerChannel(try statistics(mixer, .convolutionInput))
    let buffer = builder.buffer(prefix + "conv_input", .int8, mixer.channels)
    try appendLinear(
      prefix + "in_proj_x", inProj(mixer, rows: mixer.convolutionRows, inputScale: source.scale),
      input: source.buffer, inputLimit: 128, outputScales: scales, output: buffer,
      origin: origin(mixer.inProj))
    return ConvolutionInput(buffer: buffer, scales: scales)
  }

  // MARK: out_proj

  /// The sum of what both directions made.
  private mutating func appendSum(
    _ left: LoweredValue, _ right: LoweredValue, _ mixer: Mixer, prefix: String
  ) -> LoweredValue {
    let sum = builder.buffer(
      prefix + "gated_sum", .int16, mixer.channels, scale: left.scale)
    builder.append(
      .add(
        AddStep(
          left: left.buffer, right: right.buffer, output: sum,
          origin: StepOrigin(layer: mixer.layer, module: "mixer", checkpointName: ""))))
    return LoweredValue(buffer: sum, scale: left.scale)
  }

  /// `out_proj` of its int8 input.
  private mutating func lowerOutput(
    _ mixer: Mixer, input quantized: LoweredValue, prefix: String
  ) throws(QuantizationError) {
    let linear: QuantizedLinear
    if let rounded = outProjections.removeValue(forKey: mixer.layer) {
      linear = rounded
    } else {
      linear = try quantizeOutProj(mixer)
    }
    let origin = origin(mixer.outProj)
    if let add = formats.addends[mixer.output] {
      let stream = try input(add.left)
      try appendLinear(
        prefix + "out_proj", linear, input: quantized.buffer, inputLimit: 128,
        outputScales: Array(repeating: stream.scale, count: mixer.width), output: stream.buffer,
        accumulates: true, origin: origin)
      values[mixer.output] = stream
    } else {
      let target = try output(
        mixer.output, name: prefix + "out_proj", width: mixer.width,
        accumulatorScales: linear.accumulatorScales)
      try appendLinear(
        prefix + "out_proj", linear, input: quantized.buffer, inputLimit: 128,
        outputScales: Array(repeating: target.scale, count: mixer.width), output: target.buffer,
        origin: origin)
      values[mixer.output] = target
    }
  }

  /// Rotates and rounds an int16 vector to the int8 input of `out_proj`, or only rounds it.
  private mutating func lowerOutProjInput(
    _ mixer: Mixer, _ source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let origin = origin(mixer.outProj)
    let scale = ActivationScale.int8(try statistics(mixer.outProjInput))
    let output = builder.buffer(
      prefix + "out_proj_input", .int8, mixer.channels, scale: scale)
    let size = mixer.rotation?.groupSize ?? 1
    // The sum of a group, shifted left by the factor, fits int32.
    let factor = min(
      source.scale / (scale * Double(size).squareRoot()), floorOfTwo(0x1p15 / Double(size)))
    guard let decomposition = ScaleDecomposition([factor]) else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its input is finer than int16")
    }
    let tensorScale = TensorScale(
      multiplier: decomposition.multipliers[0], shift: Int(decomposition.shifts[0]),
      left: decomposition.left)
    guard let rotation = mixer.rotation else {
      builder.append(
        .quantize(
          QuantizeStep(input: source.buffer, scale: tensorScale, output: output, origin: origin)))
      return LoweredValue(buffer: output, scale: scale)
    }
    let matrix = rotationMatrix(rotation)
    builder.append(
      .rotate(
        RotateStep(
          input: source.buffer, matrix: matrix, doublings: rotation.doublings,
          scale: tensorScale, output: output, origin: origin)))
    return LoweredValue(buffer: output, scale: scale)
  }

  /// The largest power of two up to `value`.
  private func floorOfTwo(_ value: Double) -> Double { exp2(floor(log2(value))) }

  /// The sign matrix of a rotation; layers of one order share it.
  private mutating func rotationMatrix(_ rotation: Hadamard) -> ConstantID {
    if let shared = rotationMatrices[rotation.order] { return shared }
    let id = builder.constant(
      "hadamard_\(rotation.order)", shape: [rotation.order, rotation.order],
      .int8(rotation.matrix),
      origin: StepOrigin(layer: nil, module: "rotation", checkpointName: ""))
    rotationMatrices[rotation.order] = id
    return id
  }
}
