import Model
import TestSupport
import Testing

/// What the verifier says of a random language model after `change`.
private func complaint(
  _ change: (inout Model) -> Void, test: String = #function
) -> String? {
  var random = SeededRandom(test)
  var model = RandomModel().language(&random)
  change(&model)
  do throws(ModelError) {
    try model.validate()
    return nil
  } catch {
    return error.description
  }
}

/// What the verifier says after `change` in the first mixer.
private func mixerComplaint(_ change: @escaping (inout Mixer) -> Void) -> String? {
  complaint { model in
    guard case .mixer(var mixer) = model.body[2] else { return }
    change(&mixer)
    model.body[2] = .mixer(mixer)
  }
}

private func zeros(_ shape: [Int]) -> Tensor {
  Tensor(shape: shape, values: Array(repeating: 0, count: shape.reduce(1, *)))
}

@Test func randomModelsAreWellFormed() throws {
  var random = SeededRandom()
  #expect(complaint { _ in } == nil)
  try RandomModel().classifier(&random).validate()
  try RandomModel(width: 1, channels: 1, states: 1, rank: 1, kernel: 1, classes: 1, layers: 1)
    .language(&random).validate()
}

@Test func valuesAreWrittenOnceBeforeTheyAreRead() {
  #expect(
    complaint { $0.body.remove(at: 1) }
      == "mixer of layer 0: 'layers.0.norm' is read before it is written")
  #expect(
    complaint { $0.body.append($0.body[0]) }
      == "embed 'embedding': 'embedding' is written a second time")
  #expect(
    complaint { $0.values.append(Value(name: "spare", width: 3)) } == "'spare' is never written")
  #expect(complaint { $0.logits = ValueID(99) } == "logits: there is no value 99")
  #expect(complaint { $0.logits = ValueID(-1) } == "logits: there is no value -1")
  #expect(
    complaint { $0.values[0].width = 0 }
      == "'embedding' has width 0; widths are 1 to 1048576")
  #expect(
    complaint { $0.values[0].width = 11 }
      == "embed 'embedding': 'embedding' has width 11, needed is 10")
}

@Test func parametersHaveTheShapesThatTheirUseNeeds() {
  let advice = "; the checkpoint and its config.json do not belong together"
  #expect(
    complaint { $0.input = .token(vocabulary: 20) }
      == "'embedding' has shape [19, 10], needed is [20, width]" + advice)
  #expect(
    mixerComplaint { $0[.forward].xProj.tensor = zeros([9, 20]) }
      == "'layers.0.x_proj' has shape [9, 20], needed is [8, 21]" + advice)
  #expect(
    mixerComplaint { $0.inProj.tensor = zeros([3, 10]) }
      == "'layers.0.in_proj' has shape [3, 10], needed is [2E, 10]" + advice)
  #expect(
    mixerComplaint { $0[.forward].aLog.tensor = zeros([21, 0]) }
      == "'layers.0.A_log' has shape [21, 0], needed is [21, N]" + advice)
  #expect(
    mixerComplaint { $0[.forward].d.tensor.values.removeLast() }
      == "'layers.0.D' has shape [21], needed is [21]" + advice)
}

@Test func parametersAreFinite() {
  #expect(
    mixerComplaint { $0[.forward].dtProjBias?.tensor.values[4] = .nan }
      == "'layers.0.dt_proj.bias' is not finite at element 4; the checkpoint is damaged")
  #expect(
    complaint { model in
      guard case .rmsNorm(var norm) = model.body[1] else { return }
      norm.epsilon = -.infinity
      model.body[1] = .rmsNorm(norm)
    } == "rmsNorm 'layers.0.norm': epsilon is -inf; it must be finite and not negative")
}

@Test func operationsStandWhereTheyMay() {
  #expect(
    complaint { $0.readout.insert($0.body[2], at: 0) }
      == "mixer of layer 0: only operations without state may stand in the readout")
  #expect(
    complaint { model in
      guard case .mixer(var mixer) = model.body[5] else { return }
      mixer.layer = 0
      model.body[5] = .mixer(mixer)
    } == "two mixers claim layer 0")
  #expect(
    mixerComplaint { $0.rotation = Hadamard(size: 20) }
      == "mixer of layer 0: the rotation has 20 channels, the mixer 21")
  #expect(
    mixerComplaint { $0[.forward].normEpsilon = .nan }
      == "mixer of layer 0: epsilon is nan; it must be finite and not negative")
  #expect(
    mixerComplaint { $0[.forward].xScale = Array(repeating: 1, count: 20) }
      == "mixer of layer 0: xScale needs 21 positive, finite factors")
  #expect(
    mixerComplaint { $0.gateScale = Array(repeating: 0, count: 21) }
      == "mixer of layer 0: gateScale needs 21 positive, finite factors")
  #expect(
    complaint { $0.labels = ["a"] }
      == "1 labels for 19 classes; give one label for each class or none")
  var random = SeededRandom()
  var model = RandomModel().classifier(&random)
  let language = RandomModel().language(&random)
  model.body.insert(language.body[0], at: 0)
  #expect(throws: ModelError.embedWithoutTokens(operation: "embed 'embedding'")) {
    try model.validate()
  }
}
