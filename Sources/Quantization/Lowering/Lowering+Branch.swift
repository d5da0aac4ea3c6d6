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
    let origin = origin(plan.branch.convolution)
    guard
      let quantization = ScaleDecomposition(
        (0..<e).map { min(Double(plan.branch.xScale?[$0] ?? 1) * unit / xScale, 0x1p15) }, left: 15)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its int8 copy is finer than x")
    }
    let xQuantized = builder.buffer(prefix + "x_s8", .int8, e, scale: xScale)
    let copy = ConvolveStep.QuantizedCopy(
      quantization: builder.scale(prefix + "x_s8", quantization, origin: origin),
      xQuantized: xQuantized)
    let taps = ConvolutionTaps(plan.branch.convolution, bias: plan.branch.convolutionBias)
    let x = try appendConvolution(
      taps, input: input, fractionBits: plan.fractionBits, copy: copy,
      isBackward: plan.direction == .backward, name: "x", prefix: prefix)
    return Convolved(x: x, xQuantized: LoweredValue(buffer: xQuantized, scale: xScale))
  }

  /// Rows of `x_proj` as a step of their own, in int16, and their norm where the branch has one.
  private mutating func appendXProj(
    _ plan: BranchPlan, rows: Range<Int>, _ convolved: Convolved, name: String,
    scales: [Double], uniformScale: Double?, limit: Int
  ) throws(QuantizationError) -> BufferID {
    let e = plan.mixer.channels
    let origin = origin(plan.branch.xProj)
    let buffer = builder.buffer(name, .int16, rows.count, scale: uniformScale)
    let linear = QuantizedLinear(
      weight: plan.branch.xProj.tensor.rows(rows),
      rows: rows.count, columns: e, bias: nil, inputScale: convolved.xQuantized.scale)
    guard let epsilon = plan.branch.normEpsilon else {
      try appendLinear(
        name, linear, input: convolved.xQuantized.buffer, inputLimit: 128, outputScales: scales,
        output: buffer, limit: limit, origin: origin)
      return buffer
    }
    let format = try SumFormat(
      of: origin.checkpointName, producers: [.init(linear, inputLimit: 128)])
    let sums = builder.buffer(name + "_sums", .int32, rows.count, scale: format.scale)
    try appendLinear(
      name, linear, input: convolved.xQuantized.buffer, inputLimit: 128,
      outputScales: Array(repeating: format.scale, count: rows.count), output: sums,
      origin: origin)
    appendNormalize(
      name, input: sums, format, weight: scales.map { 1 / $0 }, scale: 1, epsilon: epsilon,
      output: buffer, origin: origin)
    return buffer
  }

  private mutating func lowerTimeStep(
    _ plan: BranchPlan, _ convolved: Convolved, prefix: String
  ) throws(QuantizationError) -> (dt: BufferID, drive: BufferID) {
    let (r, e, scan) = (plan.branch.timeStepRank, plan.mixer.channels, plan.scan)
    // int16, for dt is the most sensitive input of the scan and these products are few.
    let lowLimit = min(32767, (1 << 30) / (127 * r))
    let seen = try statistics(plan.site(.dtLow))
    let lowScale =
      plan.branch.normLimit(width: r).map { $0 / Double(lowLimit) }
      ?? ActivationScale.int16(seen, limit: lowLimit)
    let low = try appendXProj(
      plan, rows: 0..<r, convolved, name: prefix + "x_proj_dt",
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
      plan, rows: r..<r + n, convolved, name: prefix + "x_proj_b",
      scales: scan.b, uniformScale: nil, limit: 32767)
    let c = try appendXProj(
      plan, rows: r + n..<r + 2 * n, convolved, name: prefix + "x_proj_c",
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
}
