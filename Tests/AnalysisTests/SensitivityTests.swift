@testable import Analysis
import Calibration
import Evaluation
import FloatReference
import Model
import TestSupport
import Testing

@Test func everyPartHasARowAndTheCostliestIsFirst() throws {
  var random = SeededRandom()
  let model = analysisModel(&random)
  let data = analysisData(&random)
  let statistics = try Calibrator.run(model, on: data)
  let result = try Sensitivity.measure(model, statistics: statistics, on: data)
  let parts = Set(result.rows.map(\.part))
  #expect(parts == Set(QuantizedPart.allCases.map(\.rawValue)).subtracting(["frames"]))
  let costs = result.rows.compactMap(\.alone.kl)
  #expect(costs.count == result.rows.count)
  #expect(costs == costs.sorted(by: >))
  #expect(costs.allSatisfy { $0 >= -1e-6 })
  #expect(try #require(result.everything.kl) > 0)
  #expect(try Sensitivity.measure(model, statistics: statistics, on: data) == result)
}

@Test func oneLayerCostsTheSameOnItsOwnAsAllLayers() throws {
  var random = SeededRandom()
  let model = analysisModel(&random)
  let data = analysisData(&random)
  let statistics = try Calibrator.run(model, on: data)
  let together = try Sensitivity.measure(model, statistics: statistics, on: data)
  let single = try Sensitivity.measure(model, statistics: statistics, on: data, perLayer: true)
  #expect(single.everything == together.everything)
  #expect(single.rows.map(\.alone) == together.rows.map(\.alone))
  #expect(single.rows.contains { $0.layer == 0 })
}

@Test func aGridRoundsAndClips() {
  var values: [Float] = [0.24, 0.26, -9, 0.24, 0.26, 9]
  values.withUnsafeMutableBufferPointer {
    RoundingGrid(units: [0.5, 0.5, 1], limit: 3).round($0, width: 3)
  }
  #expect(values == [0, 0.5, -3, 0, 0.5, 3])
}
