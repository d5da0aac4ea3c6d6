import Program
import TestSupport

/// The Mamba mixer with random weights.
extension TinyBuilder {
  /// From the mixer's int8 or int16 input to the gated int16 vector before `out_proj`.
  mutating func mixer(
    _ input: Signal, shape: TinyShape, isBidirectional: Bool = false
  ) -> Signal {
    let channels = shape.channels
    let fractionBits = random.int(9...12)
    let unit = Double(1 << fractionBits)

    let fourBits = shape.hasFourBitWeights
    let xInput = linear("in_proj_x", input, to: .int8, channels, fourBits: fourBits)
    var z = signal("in_proj_z", .int16, channels)
    z.usual = 1.5 * unit
    linear("in_proj_z", input, into: z, fourBits: fourBits)

    let forward = branch(
      xInput, z: z, shape: shape, fractionBits: fractionBits, isBackward: false)
    guard isBidirectional else { return forward }
    direction = "_b"
    defer { direction = "" }
    let backward = branch(
      xInput, z: z, shape: shape, fractionBits: fractionBits, isBackward: true)
    return add(forward, backward)
  }

  /// One direction, from x before the convolution to its part of the gated vector.
  private mutating func branch(
    _ input: Signal, z: Signal, shape: TinyShape, fractionBits: Int, isBackward: Bool
  ) -> Signal {
    let unit = Double(1 << fractionBits)
    let (x, copy) = convolve(
      input, kernel: shape.kernel, fractionBits: fractionBits, isBackward: isBackward)
    let xQuantized = copy ?? x
    let timeStep =
      shape.hasMixerNorms
      ? normalized("x_proj_dt", xQuantized, shape.timeStepRank, limit: 32767)
      : linear("x_proj_dt", xQuantized, to: .int8, shape.timeStepRank)
    let b = row("x_proj_b", xQuantized, shape, limit: 32767)
    let c = row("x_proj_c", xQuantized, shape, limit: min(32767, 65535 / shape.states))
    var preactivation = signal("dt_proj", .int16, shape.channels)
    preactivation.usual = 2048
    linear("dt_proj", timeStep, into: preactivation)

    let (dt, drive) = discretize(preactivation, x, unit: unit)
    let y = scan(dt: dt, drive: drive, b: b, c: c, isBackward: isBackward)
    return gate(y: y, x: x, z: z, fractionBits: fractionBits)
  }

  /// B or C.
  private mutating func row(
    _ name: String, _ input: Signal, _ shape: TinyShape, limit: Int
  ) -> Signal {
    shape.hasMixerNorms
      ? normalized(name, input, shape.states, limit: limit)
      : linear(name, input, to: .int16, shape.states, limit: limit)
  }

  /// Rows of `x_proj` and their norm, int16.
  private mutating func normalized(
    _ name: String, _ input: Signal, _ rows: Int, limit: Int
  ) -> Signal {
    let sums = linear("\(name)_sums", input, to: .int32, rows)
    return normalize(sums, to: .int16, named: name, limit: limit)
  }

  /// - Parameters:
  ///   - copies: Whether there is an int8 copy of x.
  ///   - prefix: Of the names.
  mutating func convolve(
    _ input: Signal, kernel: Int, fractionBits: Int, isBackward: Bool, copies: Bool = true,
    prefix: String = ""
  ) -> (x: Signal, copy: Signal?) {
    let channels = input.count
    let unit = Double(1 << fractionBits)
    let state = buffer("\(prefix)conv_state", .int8, (kernel - 1) * channels, role: .state)
    let weight = weight("\(prefix)conv_weight", kernel, channels)
    let bias = constant(
      "\(prefix)conv_bias", [channels],
      .int32((0..<channels).map { _ in Int32(random.int(-3000...3000)) }))
    let usual = Double(kernel).squareRoot() * 73 * input.usual
    let preactivation = channelScale(
      "\(prefix)conv", channels: channels, factor: 1.5 * unit / usual,
      bound: Double(kernel) * 127 * 128 + 3000)
    var x = signal("\(prefix)x", .int16, channels)
    x.usual = unit
    let copy = copies ? signal("x_quantized", .int8, channels) : nil
    let quantizedCopy = copy.map { copy in
      ConvolveStep.QuantizedCopy(
        quantization: channelScale(
          "conv_quantize", channels: channels, factor: 40 / unit, bound: 32768, left: 15),
        xQuantized: copy.id)
    }
    steps.append(
      .convolve(
        ConvolveStep(
          input: input.id, state: state, weight: weight, bias: bias,
          preactivation: preactivation, fractionBits: fractionBits, x: x.id,
          copy: quantizedCopy, isBackward: isBackward, origin: origin("conv1d"))))
    return (x, copy)
  }

  private mutating func discretize(
    _ preactivation: Signal, _ x: Signal, unit: Double
  ) -> (dt: Signal, drive: Signal) {
    let channels = x.count
    let timeStep = channelScale(
      "dt", channels: channels, factor: 8000 / 0x1p25, bound: 0x1p30, left: 0)
    let driveScale = channelScale(
      "drive", channels: channels, factor: 1 / unit, bound: 0x1p30, left: 0)
    let dt = signal("dt", .int16, channels)
    let drive = signal("drive", .int16, channels)
    steps.append(
      .discretize(
        DiscretizeStep(
          preactivation: preactivation.id, x: x.id, timeStep: timeStep,
          driveScale: driveScale, dt: dt.id, drive: drive.id, origin: origin("dt_proj"))))
    return (dt, drive)
  }

  private mutating func scan(
    dt: Signal, drive: Signal, b: Signal, c: Signal, isBackward: Bool
  ) -> Signal {
    let (states, channels) = (b.count, dt.count)
    let rates = (0..<states * channels).map { _ in Int16(random.int(100...32767)) }
    let state = buffer("scan_state", .int16, states * channels, role: .state, scale: nil)
    var y = signal("y", .int32, channels)
    y.usual = Double(states).squareRoot() * c.usual * 4000
    steps.append(
      .scan(
        ScanStep(
          dt: dt.id, drive: drive.id, b: b.id, c: c.id,
          a: constant("a", [states, channels], .int16(rates)),
          fractionBits: random.int(26...28), state: state, y: y.id,
          isBackward: isBackward, origin: origin("scan"))))
    return y
  }

  mutating func gate(y: Signal, x: Signal, z: Signal, fractionBits: Int) -> Signal {
    let channels = y.count
    let unit = Double(1 << fractionBits)
    let yScale = channelScale(
      "gate_y", channels: channels, factor: 8000 / y.usual, bound: 0x1p31, left: 0,
      shifts: 1...31)
    let skipScale = channelScale(
      "gate_d", channels: channels, factor: 4000 / unit, bound: 32768, left: 15,
      shifts: 2...31, signed: true)
    let outputScale = channelScale(
      "gate_output", channels: channels, factor: 1 / unit, bound: 0x1p30, left: 0)
    let output = signal("gated", .int16, channels)
    steps.append(
      .gate(
        GateStep(
          y: y.id, x: x.id, z: z.id, fractionBits: fractionBits, yScale: yScale,
          skipScale: skipScale, outputScale: outputScale, output: output.id,
          origin: origin("gate"))))
    return output
  }
}
