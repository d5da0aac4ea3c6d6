import Model

import func Foundation.exp
import func Foundation.log1p

/// The Mamba-2 mixer in double precision, one position at a time, written from the formulas.
struct NaiveHeads {
  private var window: [[Double]] = []
  /// [head][channel][state]
  private var h: [[[Double]]] = []

  mutating func evaluate(_ mixer: Mixer, _ heads: HeadRecurrence, input: [Double]) -> [Double] {
    let (e, p, n) = (heads.channels, heads.headChannels, heads.states)
    let projected = product(mixer.inProj, mixer.inProjBias, input)
    let z = Array(projected[..<e])
    let dts = projected.suffix(heads.heads).enumerated().map { head, raw in
      let dt = log1p(exp(raw + Double(heads.dtBias.tensor.values[head])))
      let limit = heads.timeStepLimit ?? 0...Float.infinity
      return min(max(dt, Double(limit.lowerBound)), Double(limit.upperBound))
    }
    let convolved = convolve(heads, Array(projected[e..<projected.count - heads.heads]))
    if h.isEmpty {
      h = Array(
        repeating: Array(repeating: Array(repeating: 0, count: n), count: p), count: heads.heads)
    }
    var y: [Double] = []
    for head in 0..<heads.heads {
      let group = head * heads.groups / heads.heads
      let b = convolved[(e + group * n)...].prefix(n).map { $0 }
      let c = convolved[(e + (heads.groups + group) * n)...].prefix(n).map { $0 }
      let a = -exp(Double(heads.aLog.tensor.values[head]))
      for channel in 0..<p {
        let x = convolved[head * p + channel]
        var sum = Double(heads.d.tensor.values[head]) * x
        for i in 0..<n {
          h[head][channel][i] = exp(dts[head] * a) * h[head][channel][i] + dts[head] * b[i] * x
          sum += h[head][channel][i] * c[i]
        }
        y.append(sum * silu(z[head * p + channel]))
      }
    }
    let mean = y.reduce(0) { $0 + $1 * $1 } / Double(e)
    let normalized = y.enumerated().map {
      $0.element / (mean + heads.epsilon).squareRoot() * Double(heads.norm.tensor.values[$0.offset])
    }
    return product(mixer.outProj, mixer.outProjBias, normalized)
  }

  private mutating func convolve(_ heads: HeadRecurrence, _ input: [Double]) -> [Double] {
    if window.isEmpty {
      window = Array(repeating: input.map { _ in 0 }, count: heads.kernel)
    }
    window.removeFirst()
    window.append(input)
    return input.indices.map { channel in
      let bias = heads.convolutionBias.map { Double($0.tensor.values[channel]) } ?? 0
      return silu(
        (0..<heads.kernel).reduce(bias) {
          $0 + Double(heads.convolution.tensor.values[channel * heads.kernel + $1])
            * window[$1][channel]
        })
    }
  }

  private func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  private func product(_ weight: Parameter, _ bias: Parameter?, _ x: [Double]) -> [Double] {
    (0..<weight.tensor.shape[0]).map { row -> Double in
      var sum = bias.map { Double($0.tensor.values[row]) } ?? 0
      for i in x.indices { sum += Double(weight.tensor.values[row * x.count + i]) * x[i] }
      return sum
    }
  }
}
