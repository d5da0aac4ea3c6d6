/// `output[i] = requantize(weight[token][i], left, multiplier[token], shift[token])`.
package struct EmbedStep: Hashable, Sendable, Codable {
  /// int32 [1], role input, 0 ..< vocabulary.
  package var token: BufferID
  /// int8 [vocabulary, width], -127...127.
  package var weight: ConstantID
  /// One factor for each token; `left` is at most 23.
  package var scale: ChannelScale
  /// int32 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    token: BufferID, weight: ConstantID, scale: ChannelScale, output: BufferID,
    origin: StepOrigin
  ) {
    self.token = token
    self.weight = weight
    self.scale = scale
    self.output = output
    self.origin = origin
  }
}

/// RMSNorm and quantization.
///
///     r[i] = roundingShiftRight(input[i], preShift)
///     (m, h) = reciprocalSquareRoot(sum(r^2) + epsilon)
///     v[i] = q31(r[i] << (h - 1), m)                       r / sqrt(sum), Q30
///     output[i] = saturate(roundingShiftRight(q31(v[i], gain[i]), shift))
package struct NormalizeStep: Hashable, Sendable, Codable {
  /// int32 [width]
  package var input: BufferID
  /// int32 [width], Q31, any sign: `sqrt(width) * weight` in units of the output.
  package var gain: ConstantID
  /// 0...31; chosen so that the sum of squares is below 2^62 for any input in range.
  package var preShift: Int
  /// 0...31
  package var shift: Int
  /// `width * epsilon` in squared units of `r`, at least 1, below 2^60.
  package var epsilon: UInt64
  /// int8 or int16 [width]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    input: BufferID, gain: ConstantID, preShift: Int, shift: Int, epsilon: UInt64,
    output: BufferID, origin: StepOrigin
  ) {
    self.input = input
    self.gain = gain
    self.preShift = preShift
    self.shift = shift
    self.epsilon = epsilon
    self.output = output
    self.origin = origin
  }
}

/// Matrix times vector.
///
///     a[i] = bias[i] + sum over j of weight[i][j] * input[j]              int32, proved
///     output[i] = saturate(requantize(a[i], left, multiplier[i], shift[i]))
///
/// With `accumulates`, `output[i] += requantize(...)` in int32, proved not to overflow. With
/// `groups`, the weights have 4 bits and ``GroupScales`` says what `a` is.
package struct LinearStep: Hashable, Sendable, Codable {
  /// int8 or int16 [columns]; int8 with `groups`
  package var input: BufferID
  /// int8 [rows, columns], -127...127; with `groups` uint8 [rows, (columns + 1) / 2], see
  /// ``PackedNibbles``
  package var weight: ConstantID
  /// Scales of weights of 4 bits; nil for weights of 8 bits.
  package var groups: GroupScales?
  /// int32 [rows]
  package var bias: ConstantID?
  package var scale: ChannelScale
  /// int8, int16 or int32 [rows]
  package var output: BufferID
  /// Adds to an int32 output instead of replacing it.
  package var accumulates: Bool
  /// Largest magnitude of an output element; the type's own limit unless the step that reads
  /// it needs less (C of the scan). Applies to int8 and int16 outputs: -limit...limit, or the
  /// type's full range when nil.
  package var limit: Int?
  package var origin: StepOrigin

  package init(
    input: BufferID, weight: ConstantID, groups: GroupScales? = nil, bias: ConstantID?,
    scale: ChannelScale, output: BufferID, accumulates: Bool, limit: Int?, origin: StepOrigin
  ) {
    self.input = input
    self.weight = weight
    self.groups = groups
    self.bias = bias
    self.scale = scale
    self.output = output
    self.accumulates = accumulates
    self.limit = limit
    self.origin = origin
  }
}

/// Causal depthwise convolution, SiLU, and the int8 copy that `x_proj` reads.
///
///     a[e] = bias[e] + sum over k of weight[k][e] * window[k][e]
///                                        window = state rows, then input (k = kernel - 1)
///     u[e] = saturate16(requantize(a[e], preactivation))                  Q`fractionBits`
///     x[e] = silu(u[e])                                                   Q`fractionBits`
///     xQuantized[e] = saturate8(requantize(x[e], quantization))
///     state <- the last kernel - 1 rows of the window
package struct ConvolveStep: Hashable, Sendable, Codable {
  /// int8 [channels]
  package var input: BufferID
  /// int8 [kernel - 1, channels], oldest row first. For `kernel == 1` it has 0 elements.
  package var state: BufferID
  /// int8 [kernel, channels], -127...127; the last row meets the current position.
  package var weight: ConstantID
  /// int32 [channels]
  package var bias: ConstantID
  package var preactivation: ChannelScale
  /// 0...12
  package var fractionBits: Int
  /// `left` is 15.
  package var quantization: ChannelScale
  /// int16 [channels], Q`fractionBits`
  package var x: BufferID
  /// int8 [channels]
  package var xQuantized: BufferID
  /// Goes from the last position to the first; only in the program of a whole sequence.
  package var isBackward: Bool
  package var origin: StepOrigin

  package init(
    input: BufferID, state: BufferID, weight: ConstantID, bias: ConstantID,
    preactivation: ChannelScale, fractionBits: Int, quantization: ChannelScale, x: BufferID,
    xQuantized: BufferID, isBackward: Bool = false, origin: StepOrigin
  ) {
    self.input = input
    self.state = state
    self.weight = weight
    self.bias = bias
    self.preactivation = preactivation
    self.fractionBits = fractionBits
    self.quantization = quantization
    self.x = x
    self.xQuantized = xQuantized
    self.isBackward = isBackward
    self.origin = origin
  }
}

/// Softplus of the time step, and the drive of the scan.
///
///     dt[e] = clamp(requantize(softplus(preactivation[e]), timeStep), 0...32767)
///     drive[e] = saturate16(requantize(dt[e] * x[e], driveScale))
package struct DiscretizeStep: Hashable, Sendable, Codable {
  /// int16 [channels], Q10
  package var preactivation: BufferID
  /// int16 [channels]
  package var x: BufferID
  /// `left` is 0.
  package var timeStep: ChannelScale
  /// `left` is 0.
  package var driveScale: ChannelScale
  /// int16 [channels], 0...32767
  package var dt: BufferID
  /// int16 [channels]
  package var drive: BufferID
  package var origin: StepOrigin

  package init(
    preactivation: BufferID, x: BufferID, timeStep: ChannelScale, driveScale: ChannelScale,
    dt: BufferID, drive: BufferID, origin: StepOrigin
  ) {
    self.preactivation = preactivation
    self.x = x
    self.timeStep = timeStep
    self.driveScale = driveScale
    self.dt = dt
    self.drive = drive
    self.origin = origin
  }
}

/// The selective scan, one position, in 16-bit lanes.
///
///     h[n][e] = saturate16(q15(drive[e], b[n]) - q15(negatedDecay(dt[e], a[n][e]), h[n][e]))
///     y[e] = sum over n of c[n] * h[n][e]                                 int32, proved
///
/// Saturation of `h` is normative: the state stays at the end of its range.
package struct ScanStep: Hashable, Sendable, Codable {
  /// int16 [channels], 0...32767
  package var dt: BufferID
  /// int16 [channels]
  package var drive: BufferID
  /// int16 [states], -32767...32767
  package var b: BufferID
  /// int16 [states]; states * limit * 32768 must stay below 2^31
  package var c: BufferID
  /// int16 [states, channels], 0...32767: `-A * log2(e)` in units of 2^-fractionBits / dt
  package var a: ConstantID
  /// 16...30
  package var fractionBits: Int
  /// int16 [states, channels]
  package var state: BufferID
  /// int32 [channels]
  package var y: BufferID
  /// Goes from the last position to the first; only in the program of a whole sequence.
  package var isBackward: Bool
  package var origin: StepOrigin

  package init(
    dt: BufferID, drive: BufferID, b: BufferID, c: BufferID, a: ConstantID, fractionBits: Int,
    state: BufferID, y: BufferID, isBackward: Bool = false, origin: StepOrigin
  ) {
    self.dt = dt
    self.drive = drive
    self.b = b
    self.c = c
    self.a = a
    self.fractionBits = fractionBits
    self.state = state
    self.y = y
    self.isBackward = isBackward
    self.origin = origin
  }
}

/// The skip connection D and the gate.
///
///     t[e] = saturate16(requantize(y[e], yScale) + requantize(x[e], skipScale))
///     output[e] = saturate16(requantize(t[e] * silu(z[e]), outputScale))
package struct GateStep: Hashable, Sendable, Codable {
  /// int32 [channels]
  package var y: BufferID
  /// int16 [channels]
  package var x: BufferID
  /// int16 [channels], Q`fractionBits`
  package var z: BufferID
  /// 0...12, of `z`
  package var fractionBits: Int
  /// `left` is 0, every shift at least 1.
  package var yScale: ChannelScale
  /// `left` is 15, every shift at least 2; the multipliers carry the sign of D.
  package var skipScale: ChannelScale
  /// `left` is 0.
  package var outputScale: ChannelScale
  /// int16 [channels]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    y: BufferID, x: BufferID, z: BufferID, fractionBits: Int, yScale: ChannelScale,
    skipScale: ChannelScale, outputScale: ChannelScale, output: BufferID, origin: StepOrigin
  ) {
    self.y = y
    self.x = x
    self.z = z
    self.fractionBits = fractionBits
    self.yScale = yScale
    self.skipScale = skipScale
    self.outputScale = outputScale
    self.output = output
    self.origin = origin
  }
}
