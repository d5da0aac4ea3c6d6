import Model
import Program

/// Channels of a causal depthwise convolution.
struct ConvolutionTaps {
  let weight: Parameter
  let bias: Parameter?
  /// Channels of the convolution that are meant, rows of ``weight``.
  let rows: Range<Int>

  init(_ weight: Parameter, bias: Parameter?, rows: Range<Int>? = nil) {
    self.weight = weight
    self.bias = bias
    self.rows = rows ?? 0..<weight.tensor.shape[0]
  }

  var kernel: Int { weight.tensor.shape[1] }

  /// The taps of each channel as rows; the channel's input scale joins its weight scale.
  ///
  /// - Parameter inputScales: Of ``rows``.
  func quantized(inputScales: [Double]) -> QuantizedLinear {
    var weights = weight.tensor.rows(rows)
    let largest = Float.greatestFiniteMagnitude
    for i in weights.indices {
      weights[i] = max(-largest, min(largest, weights[i] * Float(inputScales[i / kernel])))
    }
    return QuantizedLinear(
      weight: weights, rows: rows.count, columns: kernel,
      bias: bias.map { Array($0.tensor.values[rows]) }, inputScale: 1)
  }
}

extension Lowering {
  /// The input of a convolution, int8 with a scale for each channel.
  struct ConvolutionInput {
    var buffer: BufferID
    var scales: [Double]
  }

  /// Appends a convolution with SiLU.
  ///
  /// - Parameters:
  ///   - fractionBits: Of the output.
  ///   - copy: The int8 copy of the output, if there is one.
  ///   - name: Of the output; the tables of further convolutions of a mixer begin with it.
  /// - Returns: The output, int16 in Q`fractionBits`.
  mutating func appendConvolution(
    _ taps: ConvolutionTaps, input: ConvolutionInput, fractionBits: Int,
    copy: ConvolveStep.QuantizedCopy?, isBackward: Bool = false, name: String, prefix: String
  ) throws(QuantizationError) -> BufferID {
    let (channels, kernel) = (taps.rows.count, taps.kernel)
    let unit = 1 / Double(1 << fractionBits)
    let origin = origin(taps.weight)
    var rows = taps.quantized(inputScales: input.scales)
    let factors = rows.fit(
      outputScales: Array(repeating: unit, count: channels), inputLimit: 128, outputBits: 16)
    guard let preactivation = factors,
      rows.bounds(inputLimit: 128).allSatisfy({
        $0 < (Int64(1) << 31) >> Int64(preactivation.left)
      })
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "its accumulator is above 2^31")
    }
    let own = prefix + (name == "x" ? "" : name + "_")
    let x = builder.buffer(prefix + name, .int16, channels, scale: unit)
    let state = builder.buffer(
      own + "conv_state", .int8, (kernel - 1) * channels, role: .state)
    let weight = builder.constant(
      own + "conv_weight", shape: [kernel, channels],
      .int8(transposed(rows.rows.values, rows: channels, columns: kernel)), origin: origin)
    let bias = builder.constant(
      own + "conv_bias", shape: [channels],
      .int32(rows.bias ?? Array(repeating: 0, count: channels)),
      origin: taps.bias.map(self.origin) ?? origin)
    builder.append(
      .convolve(
        ConvolveStep(
          input: input.buffer, state: state, weight: weight, bias: bias,
          preactivation: builder.scale(own + "conv", preactivation, origin: origin),
          fractionBits: fractionBits, x: x, copy: copy, isBackward: isBackward,
          origin: origin)))
    return x
  }

  private func transposed(_ values: [Int8], rows: Int, columns: Int) -> [Int8] {
    (0..<columns).flatMap { c in (0..<rows).map { r in values[r * columns + c] } }
  }
}
