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
    let convolved = try lowerConvolution(mixer, source: source, prefix: prefix)
    let scan = try scanScales(mixer, xUnit: convolved.unit)
    let gate = try lowerGateInput(mixer, source: source, prefix: prefix)
    let (dt, drive) = try lowerTimeStep(mixer, convolved, scan: scan, prefix: prefix)
    let y = try lowerScan(mixer, convolved, dt: dt, drive: drive, scan: scan, prefix: prefix)
    let gated = try lowerGate(mixer, y: y, x: convolved, z: gate, scan: scan, prefix: prefix)
    try lowerOutput(mixer, gated: gated, prefix: prefix)
  }

  /// x of the convolution: int16 in Q`fractionBits`, and int8 for `x_proj`.
  struct Convolved {
    var x: BufferID
    var xQuantized: LoweredValue
    var fractionBits: Int
    var unit: Double { 1 / Double(1 << fractionBits) }
  }

  /// z in Q`fractionBits`.
  struct GateInput {
    var z: BufferID
    var fractionBits: Int
    var unit: Double { 1 / Double(1 << fractionBits) }
  }

  private func statistics(_ mixer: Mixer, _ site: MixerSite) throws(QuantizationError)
    -> SiteStatistics
  {
    try statistics(.mixer(layer: mixer.layer, site))
  }

  private func scanScales(_ mixer: Mixer, xUnit: Double) throws(QuantizationError) -> ScanScales {
    ScanScales(
      aLog: mixer.aLog.tensor.values, channels: mixer.channels, states: mixer.states,
      xUnit: xUnit,
      observed: .init(
        dt: try statistics(mixer, .dt), drive: try statistics(mixer, .drive),
        b: try statistics(mixer, .b), c: try statistics(mixer, .c),
        state: try statistics(mixer, .state)))
  }

  // MARK: in_proj and convolution

  /// Half of `in_proj`: 0 for x, 1 for z.
  private func inProj(_ mixer: Mixer, half: Int, inputScale: Double) -> QuantizedLinear {
    let (e, width) = (mixer.channels, mixer.width)
    let rows = half * e..<(half + 1) * e
    let bias = mixer.inProjBias.map { Array($0.tensor.values[rows]) }
    if let weight = fourBitWeights?[FourBitMatrix(mixer.layer, .inProj)] {
      return QuantizedLinear(weight.rows(rows), bias: bias, inputScale: inputScale)
    }
    return QuantizedLinear(
      weight: Array(mixer.inProj.tensor.values[rows.lowerBound * width..<rows.upperBound * width]),
      rows: e, columns: width, bias: bias,
      inputScale: inputScale)
  }

  private mutating func lowerConvolution(
    _ mixer: Mixer, source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> Convolved {
    let e = mixer.channels
    let inputScales = ActivationScale.int8PerChannel(try statistics(mixer, .convolutionInput))
    let inputBuffer = builder.buffer(prefix + "conv_input", .int8, e)
    try appendLinear(
      prefix + "in_proj_x", inProj(mixer, half: 0, inputScale: source.scale),
      input: source.buffer, inputLimit: 128, outputScales: inputScales, output: inputBuffer,
      origin: origin(mixer.inProj))

    let bits = ActivationScale.fractionBits(try statistics(mixer, .convolutionOutput))
    // x has no bits below its unit.
    let seen = try statistics(mixer, mixer.xScale == nil ? .x : .xSmoothed)
    let xScale = max(ActivationScale.int8(seen), exp2(-Double(bits)) * 0x1p-14)
    var taps = convolutionTaps(mixer, inputScales: inputScales)
    let origin = origin(mixer.convolution)
    let unit = 1 / Double(1 << bits)
    let factors = taps.fit(
      outputScales: Array(repeating: unit, count: e), inputLimit: 128, outputBits: 16)
    guard let preactivation = factors,
      taps.bounds(inputLimit: 128).allSatisfy({
        $0 < (Int64(1) << 31) >> Int64(preactivation.left)
      }),
      let quantization = ScaleDecomposition(
        (0..<e).map { min(Double(mixer.xScale?[$0] ?? 1) * unit / xScale, 0x1p15) }, left: 15)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its accumulator is above 2^31")
    }
    let convolved = Convolved(
      x: builder.buffer(prefix + "x", .int16, e, scale: unit),
      xQuantized: LoweredValue(
        buffer: builder.buffer(prefix + "x_s8", .int8, e, scale: xScale), scale: xScale),
      fractionBits: bits)
    let state = builder.buffer(
      prefix + "conv_state", .int8, (mixer.kernel - 1) * e, role: .state)
    let weight = builder.constant(
      prefix + "conv_weight", shape: [mixer.kernel, e],
      .int8(transposed(taps.rows.values, rows: e, columns: mixer.kernel)), origin: origin)
    let bias = builder.constant(
      prefix + "conv_bias", shape: [e], .int32(taps.bias ?? Array(repeating: 0, count: e)),
      origin: mixer.convolutionBias.map(self.origin) ?? origin)
    let preactivationScale = builder.scale(prefix + "conv", preactivation, origin: origin)
    let quantizationScale = builder.scale(prefix + "x_s8", quantization, origin: origin)
    builder.append(
      .convolve(
        ConvolveStep(
          input: inputBuffer, state: state, weight: weight, bias: bias,
          preactivation: preactivationScale, fractionBits: bits,
          quantization: quantizationScale, x: convolved.x,
          xQuantized: convolved.xQuantized.buffer, origin: origin)))
    return convolved
  }

  /// The taps of each channel as rows; the channel's input scale joins its weight scale.
  private func convolutionTaps(_ mixer: Mixer, inputScales: [Double]) -> QuantizedLinear {
    var weights = mixer.convolution.tensor.values
    let largest = Float.greatestFiniteMagnitude
    for e in 0..<mixer.channels {
      for i in e * mixer.kernel..<(e + 1) * mixer.kernel {
        let weight = weights[i] * Float(inputScales[e])
        weights[i] = max(-largest, min(largest, weight))
      }
    }
    return QuantizedLinear(
      weight: weights, rows: mixer.channels, columns: mixer.kernel,
      bias: mixer.convolutionBias?.tensor.values, inputScale: 1)
  }

  private func transposed(_ values: [Int8], rows: Int, columns: Int) -> [Int8] {
    (0..<columns).flatMap { c in (0..<rows).map { r in values[r * columns + c] } }
  }

  private mutating func lowerGateInput(
    _ mixer: Mixer, source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> GateInput {
    let bits = ActivationScale.fractionBits(try statistics(mixer, .gate))
    let unit = 1 / Double(1 << bits)
    let buffer = builder.buffer(prefix + "z", .int16, mixer.channels, scale: unit)
    try appendLinear(
      prefix + "in_proj_z", inProj(mixer, half: 1, inputScale: source.scale),
      input: source.buffer, inputLimit: 128,
      outputScales: Array(repeating: unit, count: mixer.channels), output: buffer,
      origin: origin(mixer.inProj))
    return GateInput(z: buffer, fractionBits: bits)
  }

  // MARK: x_proj, dt_proj and scan

  /// Rows of `x_proj` as a step of their own.
  private mutating func appendXProj(
    _ mixer: Mixer, rows: Range<Int>, _ convolved: Convolved, name: String, type: ElementType,
    scales: [Double], uniformScale: Double?, limit: Int?
  ) throws(QuantizationError) -> BufferID {
    let e = mixer.channels
    let buffer = builder.buffer(name, type, rows.count, scale: uniformScale)
    let linear = QuantizedLinear(
      weight: Array(mixer.xProj.tensor.values[rows.lowerBound * e..<rows.upperBound * e]),
      rows: rows.count, columns: e, bias: nil, inputScale: convolved.xQuantized.scale)
    try appendLinear(
      name, linear, input: convolved.xQuantized.buffer, inputLimit: 128, outputScales: scales,
      output: buffer, limit: limit, origin: origin(mixer.xProj))
    return buffer
  }

  private mutating func lowerTimeStep(
    _ mixer: Mixer, _ convolved: Convolved, scan: ScanScales, prefix: String
  ) throws(QuantizationError) -> (dt: BufferID, drive: BufferID) {
    let (r, e) = (mixer.timeStepRank, mixer.channels)
    // int16, for dt is the most sensitive input of the scan and these products are few.
    let lowLimit = min(32767, (1 << 30) / (127 * r))
    let lowScale = ActivationScale.int16(try statistics(mixer, .dtLow), limit: lowLimit)
    let low = try appendXProj(
      mixer, rows: 0..<r, convolved, name: prefix + "x_proj_dt", type: .int16,
      scales: Array(repeating: lowScale, count: r), uniformScale: lowScale, limit: lowLimit)
    let preactivation = builder.buffer(prefix + "dt_pre", .int16, e, scale: 0x1p-10)
    let dtProj = QuantizedLinear(
      weight: mixer.dtProj.tensor.values, rows: e, columns: r,
      bias: mixer.dtProjBias?.tensor.values, inputScale: lowScale)
    try appendLinear(
      prefix + "dt_proj", dtProj, input: low, inputLimit: lowLimit,
      outputScales: Array(repeating: 0x1p-10, count: e), output: preactivation,
      origin: origin(mixer.dtProj))

    let origin = origin(mixer.dtProj)
    let driveFactors = (0..<e).map { scan.dt[$0] * convolved.unit / scan.drive[$0] }
    guard let timeStep = ScaleDecomposition(scan.dt.map { 0x1p-25 / $0 }, left: 0),
      let driveScale = ScaleDecomposition(driveFactors, left: 0)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "dt * x is finer than its state")
    }
    let dt = builder.buffer(prefix + "dt", .int16, e)
    let drive = builder.buffer(prefix + "drive", .int16, e)
    let timeStepScale = builder.scale(prefix + "dt", timeStep, origin: origin)
    let driveTables = builder.scale(prefix + "drive", driveScale, origin: origin)
    builder.append(
      .discretize(
        DiscretizeStep(
          preactivation: preactivation, x: convolved.x, timeStep: timeStepScale,
          driveScale: driveTables, dt: dt, drive: drive, origin: origin)))
    return (dt, drive)
  }

  private mutating func lowerScan(
    _ mixer: Mixer, _ convolved: Convolved, dt: BufferID, drive: BufferID, scan: ScanScales,
    prefix: String
  ) throws(QuantizationError) -> BufferID {
    let (r, n, e) = (mixer.timeStepRank, mixer.states, mixer.channels)
    let b = try appendXProj(
      mixer, rows: r..<r + n, convolved, name: prefix + "x_proj_b", type: .int16,
      scales: scan.b, uniformScale: nil, limit: 32767)
    let c = try appendXProj(
      mixer, rows: r + n..<r + 2 * n, convolved, name: prefix + "x_proj_c", type: .int16,
      scales: scan.c, uniformScale: nil, limit: scan.cLimit)
    let origin = origin(mixer.aLog)
    let a = builder.constant(prefix + "a", shape: [n, e], .int16(scan.a), origin: origin)
    let state = builder.buffer(prefix + "state", .int16, n * e, role: .state)
    let y = builder.buffer(prefix + "y", .int32, e)
    builder.append(
      .scan(
        ScanStep(
          dt: dt, drive: drive, b: b, c: c, a: a, fractionBits: scan.fractionBits,
          state: state, y: y, origin: origin)))
    return y
  }

  // MARK: gate and out_proj

  private mutating func lowerGate(
    _ mixer: Mixer, y: BufferID, x: Convolved, z: GateInput, scan: ScanScales, prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let e = mixer.channels
    let d = mixer.d.tensor.values.map(Double.init)
    var yScales = ActivationScale.int16PerChannel(try statistics(mixer, .y))
    for i in 0..<e {
      yScales[i] = max(yScales[i], 2 * scan.y[i], 4 * abs(d[i]) * x.unit / 0x1p15)
    }
    let products = (0..<e).map { yScales[$0] * z.unit * Double(mixer.gateScale?[$0] ?? 1) }
    // Never finer than the products, for a factor of the gate is at most 1.
    let gatedScale = max(
      ActivationScale.int16(try statistics(mixer, .gated)), products.max() ?? 0)
    let outputFactors = products.map { $0 / gatedScale }
    let origin = origin(mixer.d)
    guard
      let yFactor = ScaleDecomposition(
        (0..<e).map { scan.y[$0] / yScales[$0] }, left: 0, minimumShift: 1),
      let skip = ScaleDecomposition(
        (0..<e).map { d[$0] * x.unit / yScales[$0] }, left: 15, minimumShift: 2),
      let output = ScaleDecomposition(outputFactors, left: 0)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "y is finer than its parts")
    }
    let gated = builder.buffer(prefix + "gated", .int16, e, scale: gatedScale)
    let yTables = builder.scale(prefix + "gate_y", yFactor, origin: origin)
    let skipTables = builder.scale(prefix + "gate_skip", skip, origin: origin)
    let outputTables = builder.scale(prefix + "gate_output", output, origin: origin)
    builder.append(
      .gate(
        GateStep(
          y: y, x: x.x, z: z.z, fractionBits: z.fractionBits, yScale: yTables,
          skipScale: skipTables, outputScale: outputTables, output: gated, origin: origin)))
    return LoweredValue(buffer: gated, scale: gatedScale)
  }

  private mutating func lowerOutput(
    _ mixer: Mixer, gated: LoweredValue, prefix: String
  ) throws(QuantizationError) {
    let linear = try quantizeOutProj(mixer)
    let scale = ActivationScale.int8(try statistics(mixer.outProjInput))
    let origin = origin(mixer.outProj)
    let quantized = builder.buffer(
      prefix + "out_proj_input", .int8, mixer.channels, scale: scale)
    try appendOutProjInput(
      mixer, gated: gated, scale: scale, output: quantized, prefix: prefix, origin: origin)
    if let add = formats.addends[mixer.output] {
      let stream = try input(add.left)
      try appendLinear(
        prefix + "out_proj", linear, input: quantized, inputLimit: 128,
        outputScales: Array(repeating: stream.scale, count: mixer.width), output: stream.buffer,
        accumulates: true, origin: origin)
      values[mixer.output] = stream
    } else {
      let target = try output(
        mixer.output, name: prefix + "out_proj", width: mixer.width,
        accumulatorScales: linear.accumulatorScales)
      try appendLinear(
        prefix + "out_proj", linear, input: quantized, inputLimit: 128,
        outputScales: Array(repeating: target.scale, count: mixer.width), output: target.buffer,
        origin: origin)
      values[mixer.output] = target
    }
  }

  /// Rotates and rounds the gated output to int8, or only rounds it.
  private mutating func appendOutProjInput(
    _ mixer: Mixer, gated: LoweredValue, scale: Double, output: BufferID, prefix: String,
    origin: StepOrigin
  ) throws(QuantizationError) {
    let size = mixer.rotation?.groupSize ?? 1
    // The sum of a group, shifted left by the factor, fits int32.
    let factor = min(
      gated.scale / (scale * Double(size).squareRoot()), floorOfTwo(0x1p15 / Double(size)))
    guard let decomposition = ScaleDecomposition([factor]) else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its input is finer than int16")
    }
    let tensorScale = TensorScale(
      multiplier: decomposition.multipliers[0], shift: Int(decomposition.shifts[0]),
      left: decomposition.left)
    guard let rotation = mixer.rotation else {
      builder.append(
        .quantize(
          QuantizeStep(input: gated.buffer, scale: tensorScale, output: output, origin: origin)))
      return
    }
    let matrix = rotationMatrix(rotation)
    builder.append(
      .rotate(
        RotateStep(
          input: gated.buffer, matrix: matrix, doublings: rotation.doublings,
          scale: tensorScale, output: output, origin: origin)))
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
