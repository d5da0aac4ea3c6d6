import Calibration
import FloatReference
import Model
import TestSupport
import Testing

private func data(_ sequences: [[Float]], width: Int = 3) -> DataSet {
  DataSet(sequences: .frames(sequences, width: width), labels: nil, hash: "abc")
}

@Test func statisticsEqualThoseOfEveryActivation() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  let sequences = (1...40).map { random.floats($0 * 3 * 5, in: -2...2) }
  let statistics = try Calibrator.run(model, on: data(sequences))

  struct Collector: Observer {
    var magnitudes: [Site: [[Float]]] = [:]
    mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
      for row in stride(from: 0, to: values.count, by: width) {
        magnitudes[site, default: []].append(values[row..<row + width].map(\.magnitude))
      }
    }
  }
  var collector = Collector()
  let reference = try FloatReference(model)
  for frames in sequences { _ = try reference.logits(frames: frames, observer: &collector) }

  #expect(Set(statistics.sites.keys) == Set(collector.magnitudes.keys))
  #expect(statistics.sites.count == 4 + 13)
  #expect(statistics.dataHash == "abc")
  for (site, rows) in collector.magnitudes {
    let seen = try #require(statistics.sites[site])
    #expect(seen.count == rows.count)
    #expect(seen.width == rows[0].count)
    #expect(
      seen.channelMaximum == (0..<seen.width).map { i in rows.map { $0[i] }.max() ?? 0 })
    if site == .mixer(layer: 0, .state) {
      #expect(seen.histogram.isEmpty)
      continue
    }
    var counts: [Int: Int] = [:]
    for value in rows.joined() { counts[Int(value.bitPattern >> 18), default: 0] += 1 }
    #expect(
      seen.histogram
        == counts.keys.sorted().map { HistogramBin(bin: $0, count: counts[$0] ?? 0) })
  }
}

@Test func statisticsDoNotDependOnTheOrderOfSequences() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  let sequences = (0..<60).map { _ in random.floats(3 * random.int(1...90)) }
  let first = try Calibrator.run(model, on: data(sequences))
  #expect(try Calibrator.run(model, on: data(sequences)) == first)
  #expect(try Calibrator.run(model, on: data(sequences.reversed())) == first)
}

@Test func progressCountsEverySequence() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  var calls: [Int] = []
  _ = try Calibrator.run(model, on: data(Array(repeating: [1, 2, 3], count: 9))) { done, count in
    #expect(count == 9)
    calls.append(done)
  }
  #expect(calls == Array(1...9))
}

@Test func calibrationRefusesWhatItCannotMeasure() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  func complaint(_ model: Model, _ data: DataSet) -> String {
    do throws(CalibrationError) {
      _ = try Calibrator.run(model, on: data)
      return "accepted"
    } catch {
      return error.description
    }
  }
  #expect(
    complaint(model, data([]))
      == "the calibration data hold no positions; give at least one sequence")
  #expect(
    complaint(model, data([[1, 2, 3], [1, 2]]))
      == "the calibration data do not fit the model: sequence 1: "
      + "2 floats are no whole number of frames of width 3; give every frame all its features")
  #expect(
    complaint(model, data([[]], width: 0))
      == "the calibration data do not fit the model: "
      + "frames are 0 wide, but the model reads frames of width 3; use data made for this model")
  #expect(
    complaint(model, data([[.infinity, 0, 0]]))
      == "frame is infinite or undefined on the calibration data; "
      + "check the data for extreme values, and the checkpoint")
  #expect(
    complaint(model, data([[.nan, 0, 0]])).hasPrefix("frame is infinite or undefined"))
  var broken = model
  broken.logits = ValueID(7)
  #expect(
    complaint(broken, data([]))
      == "the model is not well formed: logits: there is no value 7")
}
