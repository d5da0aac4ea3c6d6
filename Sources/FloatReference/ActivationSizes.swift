/// Elements at a position of what ``MixerActivations`` holds for one mixer.
struct ActivationSizes {
  /// `E`
  var channels: Int
  /// Channels of the convolution.
  var convolved: Int
  /// Rows of the convolution before the first position.
  var history: Int
  /// Of the smoothed x; 0 where nothing smooths or changes it.
  var smoothed = 0
  /// `R`; 0 of Mamba-2.
  var timeStepRank = 0
  /// Of B, and of C.
  var states: Int
  /// Of dt: E, or H of Mamba-2.
  var timeSteps: Int
  /// Of h.
  var allStates: Int
  var hasHeads: Bool
  /// Behind the online rotation; 0 where there is none.
  var rotated: Int

  /// - Parameter isChanged: An intervention may change what nothing else needs a copy of.
  init(_ mixer: PackedMixer, isChanged: Bool) {
    channels = mixer.channels
    rotated = mixer.rotation == nil ? 0 : channels
    convolved = mixer.x.outputs
    switch mixer.recurrence {
    case .selective(let branches):
      history = branches.map { $0.convolution.kernel - 1 }.max() ?? 0
      if isChanged || branches.contains(where: { $0.xScale != nil }) { smoothed = channels }
      timeStepRank = branches.map(\.dtLow.outputs).max() ?? 0
      states = branches.map(\.states).max() ?? 0
      timeSteps = channels
      allStates = states * channels
      hasHeads = false
    case .heads(let heads):
      history = heads.convolution.kernel - 1
      states = heads.groupStates
      timeSteps = heads.heads
      allStates = heads.states * channels
      hasHeads = true
    }
  }
}
