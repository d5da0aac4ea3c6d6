@testable import Analysis
import Checkpoint
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

@Test func theControlAvoidsTheOutliers() {
  let chosen = RandomChannels.others(than: [1, 3, 5], of: 9, seed: 7)
  #expect(chosen.count == 3)
  #expect(Set(chosen).isDisjoint(with: [1, 3, 5]))
  #expect(chosen == RandomChannels.others(than: [1, 3, 5], of: 9, seed: 7))
  #expect(RandomChannels.others(than: [0, 1], of: 3, seed: 0) == [2])
}

/// Outlier channels were planted by larger gains of the norms, which the other checkpoint of
/// the same function has not.
@Test func plantedChannelsAreFound() throws {
  guard let original = SharedModels.path("lm-2m"),
    let directory = SharedModels.path("lm-2m-outliers")
  else { return }
  let plain = try Checkpoint.load(directory: original)
  let planted = try Checkpoint.load(directory: directory)
  let path = directory + "/calibration.safetensors"
  let data = try DataFile.read(path: path, for: planted.input)
  let found = try Outliers.find(in: planted, on: data.prefix(2), zeroing: false)
  var layer = 0
  for case (.rmsNorm(let before), .rmsNorm(let after)) in zip(plain.body, planted.body) {
    let ratios = zip(after.weight.tensor.values, before.weight.tensor.values).map { $0 / $1 }
    let expected = ratios.indices.filter { abs(ratios[$0]) > 2 }
    let row = try #require(found.rows.first { $0.layer == layer && $0.site == .inProj })
    #expect(!expected.isEmpty && row.large == expected, "layer \(layer)")
    layer += 1
  }
  #expect(layer == 8)
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
