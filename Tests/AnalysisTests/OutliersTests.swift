@testable import Analysis
import Evaluation
import FloatReference
import Model
import TestSupport
import Testing

@Test func everySiteOfEveryLayerHasARow() throws {
  var random = SeededRandom()
  let model = analysisModel(&random)
  let result = try Outliers.find(in: model, on: analysisData(&random))
  #expect(result.rows.map(\.site) == OutlierSite.allCases)
  #expect(result.rows.map(\.channels) == [6, 10, 10, 2, 30, 10, 10])
  #expect(result.rows.allSatisfy { ($0.zeroed != nil) == !$0.outliers.isEmpty })
}

@Test func aPlantedOutlierIsFoundAndZeroingItCosts() throws {
  var random = SeededRandom()
  var model = analysisModel(&random)
  guard case .mixer(var mixer) = model.body[2] else {
    Issue.record("the third operation is the mixer")
    return
  }
  // Row 3 of the x half.
  for column in 0..<mixer.width { mixer.inProj.tensor.values[3 * mixer.width + column] *= 500 }
  model.body[2] = .mixer(mixer)
  let rules = OutlierRules(sigmas: 2)
  let data = analysisData(&random)
  let result = try Outliers.find(in: model, on: data, rules: rules)
  let row = try #require(result.rows.first { $0.site == .convolution })
  #expect(row.large == [3])
  #expect(row.bySigma == [3])
  #expect(row.byRatio == [3])
  #expect(row.energyShare > 0.99)
  #expect(try #require(row.zeroed?.kl) > 0.001)
  #expect(try Outliers.find(in: model, on: data, rules: rules) == result)
  let unmeasured = try Outliers.find(in: model, on: data, rules: rules, zeroing: false)
  #expect(unmeasured.rows.allSatisfy { $0.zeroed == nil })
}

@Test func rulesAtTheirThresholds() {
  let rules = OutlierRules(sigmas: 1, ratio: 2)
  #expect(rules.byRatio([1, 1, 2]) == [])
  #expect(rules.byRatio([1, 1, 2.001]) == [2])
  #expect(rules.bySigma([1, 1, 1]) == [])
  #expect(rules.bySigma([0, 0, 0, 4]) == [3])
  #expect(OutlierRules.byLarge([5, 6, 0], positions: 100) == [1])
  #expect(OutlierRules.byLarge([0], positions: 0) == [])
  #expect(OutlierRules.median([]) == 0)
  #expect(OutlierRules.median([3, 1, 2]) == 2)
}

@Test func dataWithoutSequencesAreRefused() throws {
  var random = SeededRandom()
  let model = analysisModel(&random)
  let data = DataSet(sequences: .tokens([]), labels: nil, hash: "")
  #expect(
    errorText { _ = try Outliers.find(in: model, on: data) }
      == "the data file holds no sequences; give one with at least one row")
  let wrong = DataSet(sequences: .tokens([[17]]), labels: nil, hash: "")
  #expect(
    errorText { _ = try Outliers.find(in: model, on: wrong) }
      == "the data do not fit the model: sequence 0: token 17 at position 0 is outside the "
      + "vocabulary 0..<17; use data that was tokenized for this model")
}
