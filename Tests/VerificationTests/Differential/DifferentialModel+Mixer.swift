import Model
import TestSupport

/// Mixers of Mamba-1, in one direction or two, and of Mamba-2.
extension DifferentialModel {
  mutating func mixer(_ layer: Int, from input: ValueID, to output: ValueID) -> Mixer {
    let isHeads = kind == .mamba2
    let rows = 2 * channels + (isHeads ? 2 * groups * states + heads : 0)
    let name = "layers.\(layer)."
    return Mixer(
      layer: layer, input: input, output: output,
      inProj: weights.parameter(name + "in_proj", [rows, width]),
      inProjBias: weights.optional(name + "in_proj.bias", [rows]),
      recurrence: isHeads ? .heads(headRecurrence(name)) : selective(name),
      outProj: weights.parameter(name + "out_proj", [width, channels]),
      outProjBias: weights.optional(name + "out_proj.bias", [width]))
  }

  private mutating func selective(_ name: String) -> Mixer.Recurrence {
    let forward = branch(name + "forward.")
    return .selective(
      forward: forward, backward: kind == .image ? branch(name + "backward.") : nil)
  }

  private mutating func branch(_ name: String) -> Branch {
    Branch(
      convolution: weights.parameter(name + "conv1d", [channels, kernel]),
      convolutionBias: weights.optional(name + "conv1d.bias", [channels]),
      xProj: weights.parameter(name + "x_proj", [rank + 2 * states, channels]),
      dtProj: weights.parameter(name + "dt_proj", [channels, rank]),
      dtProjBias: timeStepBias(name + "dt_proj.bias", channels),
      aLog: rates(name + "A_log", [channels, states]),
      d: weights.parameter(name + "D", [channels], in: -1...1),
      normEpsilon: kind == .falcon ? 1e-6 : nil)
  }

  private mutating func headRecurrence(_ name: String) -> HeadRecurrence {
    let rows = channels + 2 * groups * states
    return HeadRecurrence(
      groups: groups, convolution: weights.parameter(name + "conv1d", [rows, kernel]),
      convolutionBias: weights.optional(name + "conv1d.bias", [rows]),
      dtBias: timeStepBias(name + "dt_bias", heads), aLog: rates(name + "A_log", [heads]),
      d: weights.parameter(name + "D", [heads], in: -1...1),
      timeStepLimit: weights.random.int(0...2) == 0 ? 0.01...1 : nil,
      norm: weights.parameter(name + "norm", [channels], in: 0.5...1.5), epsilon: 1e-6)
  }

  /// Time steps from very short to very long ones.
  private mutating func timeStepBias(_ name: String, _ count: Int) -> Parameter {
    let range: ClosedRange<Float> = [-4...0, -12...10, -12 ... -9][weights.random.int(0...2)]
    return weights.parameter(name, [count], in: range, mayBeExtreme: false)
  }

  /// Rates of decay from none to at once.
  private mutating func rates(_ name: String, _ shape: [Int]) -> Parameter {
    let range: ClosedRange<Float> = [-1...2, -8...6, 5...7][weights.random.int(0...2)]
    return weights.parameter(name, shape, in: range, mayBeExtreme: false)
  }
}
