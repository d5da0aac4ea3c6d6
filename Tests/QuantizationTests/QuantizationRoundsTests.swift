import Calibration
import FloatReference
import Model
import Program
import TestSupport
import Testing

@testable import Quantization

private let options: [QuantizationOptions] = QuantizationOptions.Method.allCases.flatMap {
  [
    QuantizationOptions(method: $0),
    QuantizationOptions(method: $0, weightBits: .four, groupSize: 32),
  ]
}

private func part(_ sequences: Sequences, _ range: Range<Int>) -> DataSet {
  switch sequences {
  case .tokens(let all): DataSet(sequences: .tokens(Array(all[range])), labels: nil, hash: "")
  case .frames(let all, let width):
    DataSet(sequences: .frames(Array(all[range]), width: width), labels: nil, hash: "")
  case .images(let all): DataSet(sequences: .images(Array(all[range])), labels: nil, hash: "")
  }
}

/// Rounds over parts, merged, give the program of rounds over the whole.
@Test(arguments: options)
func partsQuantizeAsTheWhole(options: QuantizationOptions) throws {
  for model in [
    OutlierModel.language(), OutlierModel.classifier(residual: true), OutlierModel.image(),
  ] {
    let data = OutlierModel.data(for: model)
    let whole = try Quantizer.quantize(model: model, calibration: data, options: options)
    let parts = [2..<data.sequences.count, 0..<1, 1..<2].map { part(data.sequences, $0) }
    var rounds = try QuantizationRounds(model, options: options)
    while let needs = rounds.needs {
      var merged = Measurements()
      for part in parts {
        merged.merge(try Calibrator.measure(needs, of: rounds.model, on: part))
      }
      try rounds.take(merged)
    }
    #expect(rounds.finished == rounds.count)
    #expect(try rounds.lower(calibration: data.hash) == whole)
  }
}

@Test func methodsTakeAsManyRoundsAsTheyMeasure() throws {
  let model = OutlierModel.language()
  let counts = try QuantizationOptions.Method.allCases.map {
    try QuantizationRounds(model, options: QuantizationOptions(method: $0)).count
  }
  #expect(counts == [1, 2, 1, 3])
}

@Test func measurementsOfAnotherModelAreRefused() throws {
  let model = OutlierModel.language()
  func complaint(_ change: (inout Measurements) -> Void) throws -> String {
    var rounds = try QuantizationRounds(model, options: QuantizationOptions(method: .rtn))
    let needs = try #require(rounds.needs)
    var measured = try Calibrator.measure(needs, of: model, on: OutlierModel.data(for: model))
    change(&measured)
    do {
      try rounds.take(measured)
      _ = try rounds.lower(calibration: "")
      return "accepted"
    } catch {
      return "\(error)"
    }
  }
  #expect(try complaint { _ in } == "accepted")
  #expect(
    try complaint { $0.sites[.mixer(layer: 0, .gate)] = SiteStatistics(width: 3) }
      == "the calibration statistics of layer 0 gate do not fit the model; calibrate again")
  #expect(
    try complaint { $0.sites[.mixer(layer: 90, .gate)] = SiteStatistics(width: 3) }
      == "the calibration statistics of layer 90 gate do not fit the model; calibrate again")
  #expect(
    try complaint { $0.moments[[.mixer(layer: 0, .b)]] = SecondMoment(width: 1) }
      == "the calibration statistics of layer 0 b do not fit the model; calibrate again")
  #expect(
    try complaint { $0.sites[.mixer(layer: 0, .gate)] = nil }
      == "no calibration statistics for 'gate' of layer 0; "
      + "calibrate with at least one whole sequence")
}

/// Numbers that no data gives, but a file may hold.
@Test func impossibleMeasurementsAreErrorsOrPrograms() throws {
  var random = SeededRandom()
  let model = OutlierModel.language()
  let data = OutlierModel.data(for: model)
  var programs = 0
  for _ in 0..<30 {
    var rounds = try QuantizationRounds(
      model, options: QuantizationOptions(weightBits: .four, groupSize: 32))
    do {
      while let needs = rounds.needs {
        var measured = try Calibrator.measure(needs, of: rounds.model, on: data)
        if random.int(0...1) == 0 { distort(&measured, &random) }
        try rounds.take(measured)
      }
      #expect(try rounds.lower(calibration: "").verify().isEmpty)
      programs += 1
    } catch {
      #expect(!"\(error)".isEmpty)
    }
  }
  #expect(programs > 5)
}

private func distort(_ measurements: inout Measurements, _ random: inout SeededRandom) {
  let extremes: [Float] = [0, .leastNonzeroMagnitude, 1, 1e20, .greatestFiniteMagnitude]
  for site in measurements.sites.keys.sorted(by: { "\($0)" < "\($1)" }) where random.int(0...4) == 0
  {
    measurements.sites[site]?.channelMaximum[0] = extremes[random.int(0...4)]
    measurements.sites[site]?.histogram = [
      HistogramBin(bin: 0, count: 1), HistogramBin(bin: 8159, count: 1 << 48),
    ]
  }
  let limit = Int128(1) << 112
  for group in measurements.moments.keys.sorted(by: { "\($0)" < "\($1)" }) {
    guard random.int(0...2) == 0, let moment = measurements.moments[group] else { continue }
    var sums = moment.sums
    for index in sums.indices where random.int(0...3) == 0 {
      sums[index] = [0, 1, limit, sums[index] * 1000][random.int(0...3)]
    }
    measurements.moments[group] = SecondMoment(
      width: moment.width, count: [1, 1 << 48][random.int(0...1)], sums: sums)
  }
}
