import Calibration
import FloatReference
import Model
import TestSupport
import Testing

private let needs = MeasurementNeeds(
  statistics: true,
  moments: [[.mixer(layer: 0, .b), .mixer(layer: 0, .c)], [.mixer(layer: 0, .gated)]])

private func data(_ sequences: ArraySlice<[Float]>) -> DataSet {
  DataSet(sequences: .frames(Array(sequences), width: 3), labels: nil, hash: "")
}

@Test func oneRunMeasuresWhatSeparateRunsDo() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  let data = data((0..<7).map { random.floats(3 * (1 + 20 * $0)) }[...])
  let both = try Calibrator.measure(needs, of: model, on: data)
  #expect(both.sites == (try Calibrator.run(model, on: data).sites))
  let moments = try Calibrator.secondMoments(of: needs.moments, in: model, on: data)
  #expect(needs.moments.map { both.moments[$0] } == moments)
}

@Test func measurementsOfPartsMergeToThoseOfTheWhole() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  let sequences = (0..<9).map { _ in random.floats(3 * random.int(1...200)) }
  let whole = try Calibrator.measure(needs, of: model, on: data(sequences[...]))
  let parts = try [0..<2, 2..<3, 3..<9].map {
    try Calibrator.measure(needs, of: model, on: data(sequences[$0]))
  }
  for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
    var merged = Measurements()
    for index in order { merged.merge(parts[index]) }
    #expect(merged == whole)
  }
}
