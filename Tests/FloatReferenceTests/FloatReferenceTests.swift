import FloatReference
import Foundation
import Model
import TestSupport
import Testing

/// Records the order of sites and all their values.
private struct Recorder: Observer {
  var sites: [Site] = []
  var values: [Site: [Float]] = [:]

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    if self.values[site] == nil { sites.append(site) }
    self.values[site, default: []] += values
  }
}

private func largestDifference(_ a: [Float], _ b: [Double]) -> Double {
  zip(a, b).map { abs(Double($0) - $1) }.max() ?? .infinity
}

@Test(arguments: [true, false])
func languageModelAgreesWithTheFormulasInDouble(biased: Bool) throws {
  var random = SeededRandom()
  for model in [
    RandomModel(biased: biased),
    RandomModel(width: 16, channels: 32, states: 16, rank: 1, kernel: 4, classes: 16, layers: 1),
    RandomModel(width: 3, channels: 9, states: 1, rank: 7, kernel: 1, classes: 2, layers: 3),
    RandomModel(width: 1, channels: 1, states: 1, rank: 1, kernel: 5, classes: 1, layers: 1),
    RandomModel(biased: biased, normEpsilon: 1e-6), RandomModel(states: 19, normEpsilon: 0.01),
    RandomModel(channels: 8, states: 1, rank: 1, normEpsilon: 1e-5),
  ] {
    let model = model.language(&random)
    let classes = model.values[model.logits.index].width
    let tokens = random.integers(70, in: 0...Int32(classes - 1))
    var naive = NaiveMamba(model)
    let expected = naive.logits(tokens: tokens).flatMap { $0 }
    let logits = try FloatReference(model).logits(tokens: tokens)
    #expect(logits.count == expected.count)
    #expect(largestDifference(logits, expected) < 1e-4)
  }
}

@Test func classifierAgreesWithTheFormulasInDouble() throws {
  var random = SeededRandom()
  let model = RandomModel().classifier(&random)
  for length in [1, 2, 63, 64, 65, 130] {
    let frames = random.floats(length * 5)
    var naive = NaiveMamba(model)
    let expected = naive.logits(frames: frames, width: 5)
    let logits = try FloatReference(model).logits(frames: frames)
    #expect(logits.count == expected.count)
    #expect(largestDifference(logits, expected) < 1e-4)
  }
}

@Test func bitsDoNotDependOnTheLengthOfABlock() throws {
  var random = SeededRandom()
  let model = RandomModel().language(&random).rotated()
  let tokens = random.integers(150, in: 0...Int32(18))
  var expected = Recorder()
  let logits = try FloatReference(model).logits(tokens: tokens, observer: &expected)
  for blockLength in [1, 2, 3, 7, 149, 150, 1000] {
    var observed = Recorder()
    let reference = try FloatReference(model, blockLength: blockLength)
    #expect(try reference.logits(tokens: tokens, observer: &observed) == logits)
    #expect(observed.values == expected.values)
    #expect(observed.sites == expected.sites)
  }
}

@Test func logitsOfAPrefixAreAPrefixOfTheLogits() throws {
  var random = SeededRandom()
  let reference = try FloatReference(RandomModel().language(&random))
  let tokens = random.integers(100, in: 0...Int32(18))
  let logits = try reference.logits(tokens: tokens)
  for length in [1, 2, 64, 65, 99] {
    let prefix = try reference.logits(tokens: Array(tokens[..<length]))
    #expect(prefix == Array(logits[..<(length * 19)]))
  }
  #expect(try reference.logits(tokens: []) == [])
}

@Test(arguments: [21, 24, 12, 18])
func rotationFoldedIntoTheWeightsChangesNothing(channels: Int) throws {
  var random = SeededRandom()
  let model = RandomModel(channels: channels).language(&random)
  let tokens = random.integers(80, in: 0...Int32(18))
  let logits = try FloatReference(model).logits(tokens: tokens)
  let rotated = try FloatReference(model.rotated()).logits(tokens: tokens)
  let range = (logits.max() ?? 0) - (logits.min() ?? 0)
  #expect(largestDifference(rotated, logits.map(Double.init)) < Double(range) * 1e-4)
}

@Test func observersSeeEverySiteInTheOrderOfEvaluation() throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 1).language(&random)
  var recorder = Recorder()
  let smoothed = model.rotated().changingMixers { mixer in
    mixer[.forward].xScale = Array(repeating: 2, count: mixer.channels)
  }
  _ = try FloatReference(smoothed).logits(tokens: [1, 2, 3], observer: &recorder)
  let mixer = MixerSite.allCases.filter { $0 != .normalized }.map { Site.mixer(layer: 0, $0) }
  #expect(
    recorder.sites == [.value(ValueID(0)), .value(ValueID(1))] + mixer
      + (2...5).map { Site.value(ValueID($0)) })
  #expect(recorder.values[.mixer(layer: 0, .dtLow)]?.count == 3 * 2)
  #expect(recorder.values[.mixer(layer: 0, .state)]?.count == 3 * 3 * 21)
  var plain = Recorder()
  _ = try FloatReference(model).logits(tokens: [1], observer: &plain)
  #expect(plain.values[.mixer(layer: 0, .rotated)] == nil)
  #expect(plain.values[.mixer(layer: 0, .xSmoothed)] == nil)
}

@Test func observersSeeWhatTheNormsInsideMixersGive() throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 1, normEpsilon: 1e-12).language(&random)
  var recorder = Recorder()
  _ = try FloatReference(model).logits(tokens: [1, 2, 3], observer: &recorder)
  for (site, width) in [(MixerSite.dtLow, 2), (.b, 3), (.c, 3)] {
    let values = recorder.values[.mixer(layer: 0, site)] ?? []
    #expect(values.count == 3 * width)
    for start in stride(from: 0, to: values.count, by: width) {
      let squares = values[start..<start + width].reduce(0) { $0 + $1 * $1 }
      #expect(abs(squares / Float(width) - 1) < 1e-5)
    }
  }
}

@Test func smoothingFactorsAreUndoneByTheWeightsThatFollow() throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 1).language(&random)
  let tokens = random.integers(70, in: 0...Int32(18))
  let factors = random.floats(21, in: 0.25...4)
  let smoothed = model.changingMixers { mixer in
    mixer[.forward].xScale = factors
    mixer.gateScale = factors.reversed()
    for i in mixer[.forward].xProj.tensor.values.indices {
      mixer[.forward].xProj.tensor.values[i] /= factors[i % 21]
    }
    for i in mixer.outProj.tensor.values.indices {
      mixer.outProj.tensor.values[i] /= factors[20 - i % 21]
    }
  }
  let logits = try FloatReference(model).logits(tokens: tokens)
  let same = try FloatReference(smoothed).logits(tokens: tokens)
  let range = (logits.max() ?? 0) - (logits.min() ?? 0)
  #expect(largestDifference(same, logits.map(Double.init)) < Double(range) * 1e-5)
}

@Test func observedStatesObeyTheRecurrence() throws {
  var random = SeededRandom()
  let (e, n) = (21, 3)
  let model = RandomModel(layers: 1).language(&random)
  guard case .mixer(let mixer) = model.body[2] else { return }
  var recorder = Recorder()
  _ = try FloatReference(model).logits(tokens: [5, 6], observer: &recorder)
  func site(_ site: MixerSite) -> [Float] { recorder.values[.mixer(layer: 0, site)] ?? [] }
  let h = site(.state)
  for channel in 0..<e {
    for state in 0..<n {
      let dt = Double(site(.dt)[e + channel])
      let a = -Foundation.exp(Double(mixer[.forward].aLog.tensor.values[channel * n + state]))
      let expected =
        Foundation.exp(dt * a) * Double(h[state * e + channel])
        + dt * Double(site(.b)[n + state]) * Double(site(.x)[e + channel])
      #expect(abs(Double(h[(n + state) * e + channel]) - expected) < 1e-6)
    }
  }
}

@Test func classifierReadsOnceForEachSequence() throws {
  var random = SeededRandom()
  let model = RandomModel().classifier(&random)
  var recorder = Recorder()
  let frames = random.floats(200 * 5)
  let logits = try FloatReference(model).logits(frames: frames, observer: &recorder)
  #expect(recorder.values[.value(model.logits)] == logits)
  #expect(recorder.values[.value(ValueID(0))] == frames)
}

@Test func dataSetsAreEvaluatedInOrder() throws {
  var random = SeededRandom()
  let reference = try FloatReference(RandomModel().language(&random))
  let sequences = (0..<23).map { random.integers($0 * 7, in: 0...Int32(18)) }
  var finished: [Int] = []
  let logits = try reference.logits(of: .tokens(sequences)) { done, count in
    #expect(count == 23)
    finished.append(done)
  }
  #expect(finished == Array(1...23))
  #expect(try logits == sequences.map { try reference.logits(tokens: $0) })
}

@Test func generationContinuesLikeTheWholeSequence() throws {
  var random = SeededRandom()
  let reference = try FloatReference(RandomModel().language(&random))
  let prompt: [Int32] = [3, 1, 4]
  var sequence = prompt
  for _ in 0..<20 {
    let last = try reference.logits(tokens: sequence).suffix(19)
    let best = last.indices.max { last[$0] < last[$1] } ?? 0
    sequence.append(Int32(best - last.startIndex))
  }
  #expect(try prompt + reference.generate(after: prompt, count: 20) == sequence)
}

@Test func sequencesThatDoNotFitAreRefused() throws {
  var random = SeededRandom()
  let language = try FloatReference(RandomModel().language(&random))
  let classifier = try FloatReference(RandomModel().classifier(&random))
  func text(_ body: () throws(FloatReferenceError) -> Void) -> String {
    do throws(FloatReferenceError) {
      try body()
      return "accepted"
    } catch {
      return error.description
    }
  }
  #expect(
    text { () throws(FloatReferenceError) in _ = try language.logits(tokens: [0, 19]) }
      == "token 19 at position 1 is outside the vocabulary 0..<19; "
      + "use data that was tokenized for this model")
  #expect(
    text { () throws(FloatReferenceError) in _ = try language.logits(frames: [1]) }
      == "the model reads tokens of a vocabulary of 19, and the data have none; "
      + "use data with tokens")
  #expect(
    text { () throws(FloatReferenceError) in _ = try classifier.logits(tokens: [1]) }
      == "the model reads frames of 5 floats, and the data have none; use data with frames")
  #expect(
    text { () throws(FloatReferenceError) in _ = try classifier.logits(frames: [1, 2, 3]) }
      == "3 floats are no whole number of frames of width 5; give every frame all its features")
  #expect(
    text { () throws(FloatReferenceError) in _ = try classifier.logits(frames: []) }
      == "a classifier has no answer to an empty sequence; give it at least one frame")
  #expect(
    text { () throws(FloatReferenceError) in
      _ = try classifier.logits(of: .frames([[]], width: 4))
    } == "frames are 4 wide, but the model reads frames of width 5; use data made for this model")
  #expect(
    text { () throws(FloatReferenceError) in
      _ = try language.logits(of: .tokens([[1], [2], [-1], [3], [99]]))
    } == "sequence 2: token -1 at position 0 is outside the vocabulary 0..<19; "
      + "use data that was tokenized for this model")
}
