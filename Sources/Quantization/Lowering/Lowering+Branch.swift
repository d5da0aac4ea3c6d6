import Calibration
import FloatReference
import Foundation
import Model
import Program

/// One direction of a mixer: convolution, x_proj, dt_proj, scan and gate.
extension Lowering {
  /// x of the convolution: int16 in the format of the plan, and int8 for `x_proj`.
  struct Convolved {
    var x: BufferID
    var xQuantized: LoweredValue
  }

  mutating func lowerConvolution(
    _ plan: BranchPlan, _ input: ConvolutionInput, prefix: String
  ) throws(QuantizationError) -> Convolved {
    let (e, unit) = (plan.mixer.channels, plan.xUnit)
    // x has no bits below its unit.
    let seen = try statistics(plan.site(plan.branch.xScale == nil ? .x : .xSmoothed))
    let xScale = max(ActivationScale.int8(seen), unit * 0x1p-14)
    var taps = convolutionTaps(plan, inputScales: input.scales)
    let origin = origin(plan.branch.convolution)
    let factors = taps.fit(
      outputScales: Array(repeating: unit, count: e), inputLimit: 128, outputBits: 16)
    guard let preactivation = factors,
      taps.bounds(inputLimit: 128).allSatisfy({
        $0 < (Int64(1) << 31) >> Int64(preactivation.left)
      }),
      let quantization = ScaleDecomposition(
        (0..<e).map { min(Double(plan.branch.xScale?[$0] ?? 1) * unit / xScale, 0x1p15) }, left: 15)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its accumulator is above 2^31")
    }
    let convolved = Convolved(
      x: builder.buffer(prefix + "x", .int16, e, scale: unit),
      xQuantized: LoweredValue(
        buffer: builder.buffer(prefix + "x_s8", .int8, e, scale: xScale), scale: xScale))
    let state = builder.buffer(
      prefix + "conv_state", .int8, (plan.branch.kernel - 1) * e, role: .state)
    let weight = builder.constant(
      prefix + "conv_weight", shape: [plan.branch.kernel, e],
      .int8(transposed(taps.rows.values, rows: e, columns: plan.branch.kernel)), origin: origin)
    let bias = builder.constant(
      prefix + "conv_bias", shape: [e], .int32(taps.bias ?? Array(repeating: 0, count: e)),
      origin: plan.branch.convolutionBias.map(self.origin) ?? origin)
    let preactivationScale = builder.scale(prefix + "conv", preactivation, origin: origin)
    let quantizationScale = builder.scale(prefix + "x_s8", quantization, origin: origin)
    builder.append(
      .convolve(
        ConvolveStep(
          input: input.buffer, state: state, weight: weight, bias: bias,
          preactivation: preactivationScale, fractionBits: plan.fractionBits,
          quantization: quantizationScale, x: convolved.x,
          xQuantized: convolved.xQuantized.buffer,
          isBackward: plan.direction == .backward, origin: origin)))
    return convolved
  }

  /// The taps of each channel as rows; the channel's input scale joins its weight scale.
  private func convolutionTaps(_ plan: BranchPlan, inputScales: [Double]) -> QuantizedLinear {
    var weights = plan.branch.convolution.tensor.values
    let largest = Float.greatestFiniteMagnitude
    for e in 0..<plan.mixer.channels {
      for i in e * plan.branch.kernel..<(e + 1) * plan.branch.kernel {
        let weight = weights[i] * Float(inputScales[e])
        weights[i] = max(-largest, min(largest, weight))
      }
    }
    return QuantizedLinear(
      weight: weights, rows: plan.mixer.channels, columns: plan.branch.kernel,
      bias: plan.branch.convolutionBias?.tensor.values, inputScale: 1)
  }

  private func transposed(_ values: [Int8], rows: Int, columns: Int) -> [Int8] {
    (0..<columns).flatMap { c in (0..<rows).map { r in values[r * columns + c] } }
  }

  /// Rows of `x_proj` as a step of their own.
  private mutating func appendXProj(
    _ plan: BranchPlan, rows: Range<Int>, _ convolved: Convolved, name: String, type: ElementType,
    scales: [Double], uniformScale: Double?, limit: Int?
  ) throws(QuantizationError) -> BufferID {
    let e = plan.mixer.channels
    let buffer = builder.buffer(name, type, rows.count, scale: uniformScale)
    let linear = QuantizedLinear(
      weight: plan.branch.xProj.tensor.rows(rows),
      rows: rows.count, columns: e, bias: nil, inputScale: convolved.xQuantized.scale)
    try appendLinear(
      name, linear, input: convolved.xQuantized.buffer, inputLimit: 128, outputScales: scales,
      output: buffer, limit: limit, origin: origin(plan.branch.xProj))
    return buffer
  }

  private mutating func lowerTimeStep(
    _ plan: BranchPlan, _ convolved: Convolved, prefix: String
  ) throws(QuantizationError) -> (dt: BufferID, drive: BufferID) {
    let (r, e, scan) = (plan.branch.timeStepRank, plan.mixer.channels, plan.scan)
    // int16, for dt is the most sensitive input of the scan and these products are few.
    let lowLimit = min(32767, (1 << 30) / (127 * r))
    let lowScale = ActivationScale.int16(try statistics(plan.site(.dtLow)), limit: lowLimit)
    let low = try appendXProj(
      plan, rows: 0..<r, convolved, name: prefix + "x_proj_dt", type: .int16,
      scales: Array(repeating: lowScale, count: r), uniformScale: lowScale, limit: lowLimit)
    let preactivation = builder.buffer(prefix + "dt_pre", .int16, e, scale: 0x1p-10)
    let dtProj = QuantizedLinear(
      weight: plan.branch.dtProj.tensor.values, rows: e, columns: r,
      bias: plan.branch.dtProjBias?.tensor.values, inputScale: lowScale)
    try appendLinear(
      prefix + "dt_proj", dtProj, input: low, inputLimit: lowLimit,
      outputScales: Array(repeating: 0x1p-10, count: e), output: preactivation,
      origin: origin(plan.branch.dtProj))

    let origin = origin(plan.branch.dtProj)
    let driveFactors = (0..<e).map { scan.dt[$0] * plan.xUnit / scan.drive[$0] }
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

  /// `x_proj`, `dt_proj` and the scan; returns y.
  mutating func lowerScan(
    _ plan: BranchPlan, _ convolved: Convolved, prefix: String
  ) throws(QuantizationError) -> BufferID {
    let (dt, drive) = try lowerTimeStep(plan, convolved, prefix: prefix)
    let (r, n, e) = (plan.branch.timeStepRank, plan.branch.states, plan.mixer.channels)
    let scan = plan.scan
    let b = try appendXProj(
      plan, rows: r..<r + n, convolved, name: prefix + "x_proj_b", type: .int16,
      scales: scan.b, uniformScale: nil, limit: 32767)
    let c = try appendXProj(
      plan, rows: r + n..<r + 2 * n, convolved, name: prefix + "x_proj_c", type: .int16,
      scales: scan.c, uniformScale: nil, limit: scan.cLimit)
    let origin = origin(plan.branch.aLog)
    let a = builder.constant(prefix + "a", shape: [n, e], .int16(scan.a), origin: origin)
    let state = builder.buffer(prefix + "state", .int16, n * e, role: .state)
    let y = builder.buffer(prefix + "y", .int32, e)
    builder.append(
      .scan(
        ScanStep(
          dt: dt, drive: drive, b: b, c: c, a: a, fractionBits: scan.fractionBits,
          state: state, y: y, isBackward: plan.direction == .backward,
          origin: origin)))
    return y
  }

  /// The part of the gated vector that comes from one direction, in units of `scale`.
  mutating func lowerGate(
    _ plan: BranchPlan, y: BufferID, x: Convolved, z: GateInput, scale gatedScale: Double,
    prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let e = plan.mixer.channels
    let d = plan.branch.d.tensor.values.map(Double.init)
    let yScales = plan.yScales
    let origin = origin(plan.branch.d)
    guard
      let yFactor = ScaleDecomposition(
        (0..<e).map { plan.scan.y[$0] / yScales[$0] }, left: 0, minimumShift: 1),
      let skip = ScaleDecomposition(
        (0..<e).map { d[$0] * plan.xUnit / yScales[$0] }, left: 15, minimumShift: 2),
      let output = ScaleDecomposition(plan.gateProducts.map { $0 / gatedScale }, left: 0)
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
}
