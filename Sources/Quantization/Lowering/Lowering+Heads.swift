import Calibration
import FloatReference
import Foundation
import Model
import Program

/// The recurrence of Mamba-2: convolutions of x, B and C, time step, scan, gate and norm.
extension Lowering {
  /// Up to the norm behind the gate; int8 where `out_proj` reads it itself, else int16.
  mutating func lowerHeads(
    _ heads: HeadRecurrence, of mixer: Mixer, source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let convolved = HeadConvolutions(heads, try statistics(mixer, .convolutionOutput))
    let gateBits = ActivationScale.fractionBits(try statistics(mixer, .gate))
    let scales = HeadScales(
      heads, xUnit: exp2(-Double(convolved.x.fractionBits)),
      observed: .init(
        dt: try statistics(mixer, .dt), drive: try statistics(mixer, .drive),
        b: try statistics(mixer, .b), c: try statistics(mixer, .c),
        state: try statistics(mixer, .state)))
    let d = heads.d.tensor.values
    let gate = GatePlan(
      d: heads.d, skip: (0..<heads.channels).map { Double(d[$0 / heads.headChannels]) },
      xUnit: exp2(-Double(convolved.x.fractionBits)), yUnits: scales.y,
      gateUnit: exp2(-Double(gateBits)), gateScale: nil, seen: try statistics(mixer, .y))

    let x = try lower(convolved.x, heads, of: mixer, source: source, name: "x", prefix: prefix)
    let b = try lower(convolved.b, heads, of: mixer, source: source, name: "b", prefix: prefix)
    let c = try lower(convolved.c, heads, of: mixer, source: source, name: "c", prefix: prefix)
    let z = try lowerGateInput(mixer, source: source, fractionBits: gateBits, prefix: prefix)
    let (decay, drive) = try lowerTimeStep(
      heads, scales, of: mixer, x: x, xBits: convolved.x.fractionBits, source: source,
      prefix: prefix)
    let y = try appendScan(
      heads, scales, decay: decay, drive: drive,
      b: rescale(b, from: convolved.b, to: scales.b, limit: 32767, heads, prefix + "scan_b"),
      c: rescale(
        c, from: convolved.c, to: scales.c, limit: scales.cLimit, heads, prefix + "scan_c"),
      prefix: prefix)
    let gated = try lowerGate(
      gate, y: y, x: x, z: z, scale: try gatedScale(mixer, [gate]), prefix: prefix)
    return try lowerNorm(heads, of: mixer, gated, prefix: prefix)
  }

  /// One of the convolutions, with the rows of `in_proj` that it reads.
  private mutating func lower(
    _ part: HeadConvolutions.Part, _ heads: HeadRecurrence, of mixer: Mixer,
    source: LoweredValue, name: String, prefix: String
  ) throws(QuantizationError) -> BufferID {
    let first = mixer.convolutionRows.lowerBound
    let scales = ActivationScale.int8PerChannel(try statistics(mixer, .convolutionInput))
    let input = ConvolutionInput(
      buffer: builder.buffer(prefix + name + "_conv_input", .int8, part.rows.count),
      scales: Array(scales[part.rows]))
    try appendLinear(
      prefix + "in_proj_" + name,
      inProj(
        mixer, rows: first + part.rows.lowerBound..<first + part.rows.upperBound,
        inputScale: source.scale),
      input: source.buffer, inputLimit: 128, outputScales: input.scales, output: input.buffer,
      origin: origin(mixer.inProj))
    return try appendConvolution(
      ConvolutionTaps(heads.convolution, bias: heads.convolutionBias, rows: part.rows),
      input: input, fractionBits: part.fractionBits, copy: nil, name: name, prefix: prefix)
  }

  /// The dt rows of `in_proj`, softplus, decay and drive.
  private mutating func lowerTimeStep(
    _ heads: HeadRecurrence, _ scales: HeadScales, of mixer: Mixer, x: BufferID, xBits: Int,
    source: LoweredValue, prefix: String
  ) throws(QuantizationError) -> (decay: BufferID, drive: BufferID) {
    let (h, e) = (heads.heads, heads.channels)
    let preactivation = builder.buffer(prefix + "dt_pre", .int16, h, scale: 0x1p-10)
    // Few rows, on which all else depends: 8 bits also where the others have 4.
    let rows = mixer.timeStepRows
    let (dtBias, inProjBias) = (heads.dtBias.tensor.values, mixer.inProjBias?.tensor.values)
    try appendLinear(
      prefix + "in_proj_dt",
      QuantizedLinear(
        weight: mixer.inProj.tensor.rows(rows), rows: h, columns: mixer.width,
        bias: (0..<h).map { dtBias[$0] + (inProjBias?[rows.lowerBound + $0] ?? 0) },
        inputScale: source.scale),
      input: source.buffer, inputLimit: 128, outputScales: Array(repeating: 0x1p-10, count: h),
      output: preactivation, origin: origin(mixer.inProj))

    let origin = origin(heads.aLog)
    let xUnit = exp2(-Double(xBits))
    guard let timeStep = ScaleDecomposition(scales.dt.map { 0x1p-25 / $0 }, left: 0),
      let driveScale = ScaleDecomposition(
        (0..<e).map { scales.dt[$0 / heads.headChannels] * xUnit / scales.drive[$0] }, left: 0)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "dt * x is finer than its state")
    }
    let decay = builder.buffer(prefix + "decay", .int16, h, scale: 0x1p-15)
    let drive = builder.buffer(prefix + "drive", .int16, e)
    func table(_ name: String, _ values: [Int16], _ builder: inout ProgramBuilder) -> ConstantID {
      builder.constant(prefix + name, shape: [h], .int16(values), origin: origin)
    }
    let step = DiscretizeHeadsStep(
      preactivation: preactivation, x: x,
      timeStep: builder.scale(prefix + "dt", timeStep, origin: origin),
      low: table("dt_low", scales.low, &builder), high: table("dt_high", scales.high, &builder),
      a: table("a", scales.a, &builder), fractionBits: scales.fractionBits,
      driveScale: builder.scale(prefix + "drive", driveScale, origin: origin), decay: decay,
      drive: drive, origin: origin)
    builder.append(.discretizeHeads(step))
    return (decay, drive)
  }

  /// B or C in the format of the scan.
  private mutating func rescale(
    _ input: BufferID, from part: HeadConvolutions.Part, to scales: [Double], limit: Int,
    _ heads: HeadRecurrence, _ name: String
  ) throws(QuantizationError) -> BufferID {
    let origin = origin(heads.convolution)
    let unit = exp2(-Double(part.fractionBits))
    // What calibration saw as next to nothing saturates rather than overflows.
    guard let factors = ScaleDecomposition(scales.map { min(unit / $0, 0x1p15) }, left: 15) else {
      throw .rangeExceeded(place: origin.checkpointName, need: "B and C are not finite")
    }
    let output = builder.buffer(name, .int16, scales.count)
    builder.append(
      .rescale(
        RescaleStep(
          input: input, scale: builder.scale(name, factors, origin: origin), limit: limit,
          output: output, origin: origin)))
    return output
  }

  private mutating func appendScan(
    _ heads: HeadRecurrence, _ scales: HeadScales, decay: BufferID, drive: BufferID,
    b: BufferID, c: BufferID, prefix: String
  ) throws(QuantizationError) -> BufferID {
    let state = builder.buffer(
      prefix + "state", .int16, heads.states * heads.channels, role: .state)
    let y = builder.buffer(prefix + "y", .int32, heads.channels)
    builder.append(
      .scanHeads(
        ScanHeadsStep(
          decay: decay, drive: drive, b: b, c: c, groups: heads.groups, shift: scales.shift,
          state: state, y: y, origin: origin(heads.aLog))))
    return y
  }

  /// The norm behind the gate.
  private mutating func lowerNorm(
    _ heads: HeadRecurrence, of mixer: Mixer, _ gated: LoweredValue, prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let isWide = mixer.rotation != nil
    let scale =
      isWide
      ? ActivationScale.int16(try statistics(mixer, .normalized))
      : ActivationScale.int8(try statistics(mixer.outProjInput))
    let output = builder.buffer(
      prefix + (isWide ? "normalized" : "out_proj_input"), isWide ? .int16 : .int8,
      heads.channels, scale: scale)
    appendNormalize(
      prefix + "gated_norm", input: gated.buffer, SumFormat(scale: gated.scale, bound: 0x1p15),
      groups: heads.groups, weight: heads.norm.tensor.values.map(Double.init), scale: scale,
      epsilon: heads.epsilon,
      output: output, origin: origin(heads.norm))
    return LoweredValue(buffer: output, scale: scale)
  }
}

/// The convolutions of x, B and C, each in a format of its own.
struct HeadConvolutions {
  struct Part {
    /// Channels of the convolution.
    var rows: Range<Int>
    /// Of the output.
    var fractionBits: Int
  }

  let x: Part
  let b: Part
  let c: Part

  /// - Parameter seen: Outputs of the convolution before SiLU.
  init(_ heads: HeadRecurrence, _ seen: SiteStatistics) {
    func part(_ first: Int, _ count: Int) -> Part {
      let rows = first..<first + count
      return Part(
        rows: rows,
        fractionBits: ActivationScale.fractionBits(
          maximum: seen.channelMaximum[rows].max() ?? 0))
    }
    let (e, n) = (heads.channels, heads.groupStates)
    x = part(0, e)
    b = part(e, n)
    c = part(e + n, n)
  }
}
