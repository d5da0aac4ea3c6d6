import Checkpoint
import FloatReference
import Foundation
import Model
import TestSupport
import Testing

private func load(_ fixture: VisionFixture) throws -> Model {
  try withTemporaryDirectory { directory in
    try fixture.write(to: directory)
    return try Checkpoint.load(directory: directory)
  }
}

private func largestDifference(_ model: Model, _ naive: NaiveVision) throws -> Double {
  let images = naive.fixture.images(3)
  let logits = try FloatReference(model).logits(of: .images(images))
  return zip(logits, images).reduce(0) { largest, pair in
    let expected = naive.logits(pair.1)
    guard pair.0.count == expected.count else { return .infinity }
    return zip(pair.0, expected).reduce(largest) { max($0, abs(Double($1.0) - $1.1)) }
  }
}

/// Reading and evaluation together: neither knows the oracle's formulas.
@Suite struct VisionTests {
  @Test(arguments: VisionFixture.ClassTokens.allCases, [false, true])
  func agreesWithThePublishedForwardPass(
    classTokens: VisionFixture.ClassTokens, isLayerNorm: Bool
  ) throws {
    for hasPositions in [true, false] {
      let fixture = VisionFixture(
        classTokens: classTokens, isLayerNorm: isLayerNorm, hasPositions: hasPositions)
      let difference = try largestDifference(load(fixture), NaiveVision(fixture: fixture))
      #expect(difference < 2e-5, "\(difference)")
    }
  }

  @Test func thePoolWithoutAClassTokenIsTheMeanOrTheLastPosition() throws {
    var fixture = VisionFixture(classTokens: .none)
    for (type, isMean) in [("none", false), ("mean", true)] {
      fixture.settings["final_pool_type"] = "\"\(type)\""
      let naive = NaiveVision(fixture: fixture, hasMeanPool: isMean)
      #expect(try largestDifference(load(fixture), naive) < 2e-5)
    }
  }

  @Test(arguments: ["if_divide_out", "if_devide_out"], [false, true])
  func theSumOfBothDirectionsMayBeHalved(key: String, isLayerNorm: Bool) throws {
    var fixture = VisionFixture(isLayerNorm: isLayerNorm)
    fixture.settings[key] = "true"
    let naive = NaiveVision(fixture: fixture, dividesOutput: true)
    #expect(try largestDifference(load(fixture), naive) < 2e-5)
  }

  @Test func backwardSitesAreReportedInTheOrderOfTheirBranch() throws {
    let fixture = VisionFixture()
    let model = try load(fixture)
    var recorder = SiteRecorder()
    let session = FloatSession(try FloatReference(model))
    try session.run(.image(fixture.images(1)[0]), observer: &recorder) { _ in }
    let positions = 10
    for layer in 0..<VisionFixture.layers {
      let absent: [MixerSite] = [.xSmoothed, .normalized, .rotated]
      for site in MixerSite.allCases where !absent.contains(site) {
        let forward = recorder.widths[.mixer(layer: layer, site)]
        #expect(forward?.count == 1, "\(site)")
        let isShared = [.convolutionInput, .gate, .gated].contains(site)
        #expect(recorder.widths[.backward(layer: layer, site)] == (isShared ? nil : forward))
      }
    }
    let y = recorder.values[.mixer(layer: 0, .y)] ?? []
    let back = recorder.values[.backward(layer: 0, .y)] ?? []
    let z = recorder.values[.mixer(layer: 0, .gate)] ?? []
    let gated = recorder.values[.mixer(layer: 0, .gated)] ?? []
    let e = VisionFixture.inner
    #expect(gated.count == positions * e)
    for position in 0..<positions {
      for channel in 0..<e {
        let (i, j) = (position * e + channel, (positions - 1 - position) * e + channel)
        let gate = Double(z[i])
        let expected = Double(y[i] + back[j]) * gate / (1 + exp(-gate))
        #expect(abs(Double(gated[i]) - expected) < 1e-5)
      }
    }
  }

  @Test func imagesThatDoNotFitAreRefused() throws {
    let reference = try FloatReference(load(VisionFixture()))
    #expect(
      errorText { _ = try reference.logits(of: .images([[1, 2, 3]])) }
        == "sequence 0: an image has 3 bytes, but the model reads images of 98; "
        + "use data made for this model")
    #expect(
      errorText { _ = try reference.logits(tokens: [1]) }
        == "the model reads images of 98 bytes, and the data have none; "
        + "use data with images of uint8")
  }
}

/// Keeps all values, and the widths of all reports, of each site.
private struct SiteRecorder: Observer {
  var values: [Site: [Float]] = [:]
  var widths: [Site: [Int]] = [:]

  mutating func observe(_ site: Site, values new: UnsafeBufferPointer<Float>, width: Int) {
    values[site, default: []] += new
    widths[site, default: []].append(width)
  }
}
