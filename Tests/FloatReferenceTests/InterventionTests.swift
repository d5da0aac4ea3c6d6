import FloatReference
import Model
import TestSupport
import Testing

/// Multiplies the values of some sites.
private struct Scaling: Intervention {
  var factor: Float
  var sites: Set<Site>?

  func changes(_ site: Site) -> Bool { sites?.contains(site) ?? true }

  func change(_ site: Site, values: UnsafeMutableBufferPointer<Float>, width: Int) {
    for i in values.indices { values[i] *= factor }
  }
}

/// Keeps what it observes.
private struct Recorder: Observer {
  var values: [Site: [Float]] = [:]

  mutating func observe(_ site: Site, values new: UnsafeBufferPointer<Float>, width: Int) {
    values[site, default: []] += new
  }
}

private func record(
  _ model: Model, _ tokens: [Int32], _ intervention: (any Intervention)?
) throws -> (logits: [Float], values: [Site: [Float]]) {
  let session = FloatSession(try FloatReference(model), intervention: intervention)
  var recorder = Recorder()
  var logits: [Float] = []
  try session.run(.tokens(tokens), observer: &recorder) { logits += $0 }
  return (logits, recorder.values)
}

@Test func anInterventionThatChangesNothingLeavesTheLogits() throws {
  var random = SeededRandom()
  let model = RandomModel().language(&random)
  let tokens = random.integers(100, in: Int32(0)...18)
  let own = try record(model, tokens, nil)
  let same = try record(model, tokens, Scaling(factor: 1, sites: nil))
  // The changed scan sums in another order.
  for (a, b) in zip(own.logits, same.logits) { #expect(abs(a - b) < 1e-4) }
  for (site, values) in own.values {
    let other = try #require(same.values[site])
    for (a, b) in zip(values, other) { #expect(abs(a - b) < 1e-3, "\(site)") }
  }
}

@Test func everySiteIsChangedBeforeItIsRead() throws {
  var random = SeededRandom()
  let model = RandomModel().language(&random)
  let tokens = random.integers(70, in: Int32(0)...18)
  let own = try record(model, tokens, nil)
  for site in MixerSite.allCases where site != .normalized {
    let scaling = Scaling(factor: 0, sites: [.mixer(layer: 0, site)])
    let changed = try record(model, tokens, scaling)
    #expect(changed.logits != own.logits, "\(site)")
    if let values = changed.values[.mixer(layer: 0, site)] {
      #expect(values.allSatisfy { $0 == 0 }, "\(site)")
    }
  }
  for value in model.values.indices {
    let changed = try record(
      model, tokens, Scaling(factor: 0, sites: [.value(ValueID(value))]))
    #expect(changed.logits != own.logits, "\(model.values[value].name)")
  }
}
