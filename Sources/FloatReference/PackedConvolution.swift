import Model

/// The taps of a causal depthwise convolution laid out for evaluation.
struct PackedConvolution: Sendable {
  let channels: Int
  let kernel: Int
  /// [kernel, channels] with slack.
  private let taps: [Float]
  /// [channels] with slack.
  private let bias: [Float]

  /// - Parameters:
  ///   - weight: [channels, kernel]
  ///   - bias: [channels]
  init(_ weight: Parameter, bias: Parameter?) {
    let (channels, kernel) = (weight.tensor.shape[0], weight.tensor.shape[1])
    let slack = [Float](repeating: 0, count: laneSlack)
    let weights = weight.tensor.values
    var taps: [Float] = []
    for tap in 0..<kernel {
      taps += (0..<channels).map { weights[$0 * kernel + tap] }
    }
    self.channels = channels
    self.kernel = kernel
    self.taps = taps + slack
    self.bias = (bias?.tensor.values ?? Array(repeating: 0, count: channels)) + slack
  }

  /// Floats of the rows before the first position.
  var historyCount: Int { (kernel - 1) * channels }

  /// Convolves the rows that stand in the window behind ``historyCount``, and carries the last of
  /// them on in the state.
  func evaluate(positions: Int, state: MixerState, activations: MixerActivations) {
    let window = activations.convolutionWindow.pointer
    window.update(from: state.convState.pointer, count: historyCount)
    apply(window, positions: positions, into: activations.convolutionOutput.pointer)
    state.convState.pointer.update(from: window + positions * channels, count: historyCount)
  }

  /// [kernel - 1 + positions, channels] to [positions, channels].
  private func apply(
    _ window: UnsafePointer<Float>, positions: Int, into output: UnsafeMutablePointer<Float>
  ) {
    taps.withUnsafeBufferPointer { taps in
      bias.withUnsafeBufferPointer { bias in
        guard let taps = taps.baseAddress, let bias = bias.baseAddress else { return }
        for position in 0..<positions {
          for channel in stride(from: 0, to: channels, by: Lanes.scalarCount) {
            var sum = bias.lanes(at: channel)
            for tap in 0..<kernel {
              let input = window.lanes(at: (position + tap) * channels + channel)
              sum += taps.lanes(at: tap * channels + channel) * input
            }
            // Lanes beyond the row are written again by the next row.
            output.store(sum, at: position * channels + channel)
          }
        }
      }
    }
  }
}
