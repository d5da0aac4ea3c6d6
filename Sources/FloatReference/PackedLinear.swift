import Model

/// A matrix product with the weights laid out for it.
///
/// Each output is `bias + sum of weight * input` in ascending order of the inputs, in one
/// accumulator: the bits do not depend on how many positions are computed together.
struct PackedLinear: Sendable {
  let inputs: Int
  let outputs: Int
  /// [ceil(outputs / 16), inputs, 16], zeros beyond the last output.
  private let panels: [Float]
  /// [ceil(outputs / 16) * 16]
  private let bias: [Float]

  private static let panelWidth = 16

  /// Rows `rows` of `weight` [_, inputs] with the same rows of `bias`.
  init(weight: Parameter, bias: Parameter?, rows: Range<Int>) {
    let width = Self.panelWidth
    let inputs = weight.tensor.shape[1]
    let count = (rows.count + width - 1) / width
    var panels = [Float](repeating: 0, count: count * inputs * width)
    var padded = [Float](repeating: 0, count: count * width)
    for start in stride(from: 0, to: rows.count, by: width) {
      let lower = rows.lowerBound + start
      let block = weight.tensor.rows(lower..<min(lower + width, rows.upperBound))
      for row in 0..<min(width, rows.count - start) {
        for k in 0..<inputs {
          panels[start * inputs + k * width + row] = block[row * inputs + k]
        }
      }
    }
    if let bias { padded.replaceSubrange(0..<rows.count, with: bias.tensor.values[rows]) }
    self.inputs = inputs
    outputs = rows.count
    self.panels = panels
    self.bias = padded
  }

  init(weight: Parameter, bias: Parameter?) {
    self.init(weight: weight, bias: bias, rows: 0..<weight.tensor.shape[0])
  }

  /// - Parameters:
  ///   - input: [positions, inputs]
  ///   - output: [positions, outputs]; nothing is written beyond.
  func apply(
    _ input: UnsafePointer<Float>, positions: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let width = Self.panelWidth
    panels.withUnsafeBufferPointer { panels in
      bias.withUnsafeBufferPointer { bias in
        guard let panels = panels.baseAddress, let bias = bias.baseAddress else { return }
        for column in stride(from: 0, to: outputs, by: width) {
          let panel = panels + column * inputs
          for position in stride(from: 0, to: positions - 1, by: 2) {
            pair(
              input + position * inputs, panel, bias + column,
              output + position * outputs + column, columns: outputs - column)
          }
          if positions % 2 == 1 {
            single(
              input + (positions - 1) * inputs, panel, bias + column,
              output + (positions - 1) * outputs + column, columns: outputs - column)
          }
        }
      }
    }
  }

  /// Two positions, 16 outputs.
  @inline(__always)
  private func pair(
    _ input: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, columns: Int
  ) {
    var a0 = bias.lanes(at: 0)
    var a1 = bias.lanes(at: 8)
    var b0 = a0
    var b1 = a1
    for k in 0..<inputs {
      let w0 = panel.lanes(at: 16 * k)
      let w1 = panel.lanes(at: 16 * k + 8)
      let a = Lanes(repeating: input[k])
      let b = Lanes(repeating: input[inputs + k])
      a0 += a * w0
      a1 += a * w1
      b0 += b * w0
      b1 += b * w1
    }
    output.store(a0, at: 0, count: columns)
    output.store(a1, at: 8, count: columns - 8)
    output.store(b0, at: outputs, count: columns)
    output.store(b1, at: outputs + 8, count: columns - 8)
  }

  /// One position, 16 outputs.
  @inline(__always)
  private func single(
    _ input: UnsafePointer<Float>, _ panel: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
    _ output: UnsafeMutablePointer<Float>, columns: Int
  ) {
    var a0 = bias.lanes(at: 0)
    var a1 = bias.lanes(at: 8)
    for k in 0..<inputs {
      let a = Lanes(repeating: input[k])
      a0 += a * panel.lanes(at: 16 * k)
      a1 += a * panel.lanes(at: 16 * k + 8)
    }
    output.store(a0, at: 0, count: columns)
    output.store(a1, at: 8, count: columns - 8)
  }
}
