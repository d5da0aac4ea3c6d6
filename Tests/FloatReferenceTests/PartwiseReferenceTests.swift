import Model
import TestSupport
import Testing

@testable import FloatReference

/// Bits of all values of each site, in any order of the sequences.
private struct Recorder: Observer {
  var values: [Site: [UInt32]] = [:]

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    self.values[site, default: []] += values.map(\.bitPattern)
  }

  static func merged(_ recorders: [Recorder]) -> [Site: [UInt32]] {
    recorders.reduce(into: [:]) { all, recorder in
      all.merge(recorder.values) { $0 + $1 }
    }.mapValues { $0.sorted() }
  }
}

private func sequences(_ random: inout SeededRandom) -> [[Int32]] {
  [150, 1, 0, 64, 65].map { random.integers($0, in: 0...18) }
}

@Test(arguments: [(1, 1), (1, 1 << 20), (500, 3000), (1 << 24, 1 << 26)])
func partsSeeWhatTheWholeModelSees(partElements: Int, batchFloats: Int) throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 3).language(&random)
  let tokens = sequences(&random)
  let whole = try FloatReference(model).evaluate(
    .tokens(tokens), progress: nil, start: { Recorder() }, finish: { $0 }
  ) { (recorder, index, session) throws(FloatReferenceError) in
    try session.run(.tokens(tokens[index]), observer: &recorder) { _ in }
  }
  let parts = try PartwiseReference(
    model, partElements: partElements, batchFloats: batchFloats
  ).evaluate(tokens, progress: nil, observer: { Recorder() }, finish: { $0 })
  #expect(Recorder.merged(parts) == Recorder.merged(whole))
}

@Test func progressCountsSequencesOfParts() throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 2).language(&random)
  let parts = ModelPart.parts(of: model, elements: 1)
  var seen: [Int] = []
  _ = try PartwiseReference(model, partElements: 1, batchFloats: 1).evaluate(
    sequences(&random),
    progress: { done, all in
      #expect(all == 5 * parts.count)
      seen.append(done)
    }, observer: { Recorder() }, finish: { $0 })
  #expect(seen == Array(1...5 * parts.count))
}

@Test func aTokenBeyondTheVocabularyIsNamed() throws {
  var random = SeededRandom()
  let reference = try PartwiseReference(RandomModel().language(&random))
  #expect(
    throws: FloatReferenceError.sequence(
      1, .tokenOutOfRange(token: 19, position: 2, vocabulary: 19))
  ) {
    _ = try reference.evaluate(
      [[0], [1, 2, 19]], progress: nil, observer: { Recorder() }, finish: { $0 })
  }
}

@Test func partsHoldWholeOperations() throws {
  var random = SeededRandom()
  let model = RandomModel(layers: 2).language(&random)
  let all = model.body + model.readout
  for elements in [1, 300, 700, 1 << 20] {
    let parts = ModelPart.parts(of: model, elements: elements)
    #expect(parts.flatMap(\.operations) == all)
    #expect(parts.first?.inputs == [])
    #expect(parts.last?.outputs == [])
  }
  #expect(ModelPart.parts(of: model, elements: 1 << 20).count == 1)
  #expect(ModelPart.parts(of: model, elements: 1).count == 4)
}
