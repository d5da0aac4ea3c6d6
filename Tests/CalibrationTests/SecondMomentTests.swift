import FloatReference
import Model
import TestSupport
import Testing

@testable import Calibration

/// The moment of `sequences` [positions, width], gathered in blocks of at most 3 positions.
private func moment(_ sequences: [[Float]], width: Int) -> SecondMoment {
  let site = Site.value(ValueID(0))
  let shared = SharedSecondMoment()
  var observer = SecondMomentObserver(moments: [site: shared])
  for sequence in sequences {
    for start in stride(from: 0, to: sequence.count, by: 3 * width) {
      let block = Array(sequence[start..<min(start + 3 * width, sequence.count)])
      block.withUnsafeBufferPointer { observer.observe(site, values: $0, width: width) }
    }
  }
  return shared.take() ?? SecondMoment(width: width)
}

@Test(arguments: [1, 2, 3, 4, 5, 8, 11])
func secondMomentsAreMeansOfOuterProducts(width: Int) {
  var random = SeededRandom()
  let sequences = [5, 1, 8].map { random.floats($0 * width, in: -3...3) }
  let moment = moment(sequences, width: width)
  let all = Array(sequences.joined())
  #expect(moment.count == 14)
  for row in 0..<width {
    for column in 0..<width {
      let products = stride(from: 0, to: all.count, by: width).map {
        Double(all[$0 + row]) * Double(all[$0 + column])
      }
      let mean = products.reduce(0, +) / 14
      #expect(abs(moment.matrix[row * width + column] - mean) < 1e-11)
    }
  }
}

@Test func secondMomentsMergeExactlyInAnyOrder() {
  var random = SeededRandom()
  let width = 6
  let parts = (0..<5).map { _ in
    moment([random.floats(7 * width), random.floats(2 * width, in: -900...900)], width: width)
  }
  var forward = SecondMoment(width: width)
  var backward = SecondMoment(width: width)
  for part in parts { forward.merge(part) }
  for part in parts.reversed() { backward.merge(part) }
  #expect(forward == backward)
  #expect(forward.count == 45)
}

@Test func largeSumsAreKeptExactly() {
  // 2^30 squared is 2^100 units of 2^-40 and more than 64 bits of them.
  let seen = moment([[0x1p29, 0], [0x1p29, 1], [-0x1p-20, 3], [0, 0]], width: 2)
  #expect(seen.matrix[0] * 4 == 0x1p59)
  #expect(seen.matrix[1] * 4 == 0x1p29 - 0x3p-20)
  #expect(seen.matrix[3] * 4 == 10)
  #expect(seen.isFinite)
}

@Test(arguments: [Float.nan, .infinity, 1e20])
func aSumThatIsNoNumberIsReported(value: Float) {
  #expect(!moment([[1, value]], width: 2).isFinite)
  #expect(moment([[1, 1e8]], width: 2).isFinite)
}

@Test func aCalibratorPoolsTheSitesOfAGroup() throws {
  var random = SeededRandom()
  let model = calibrationModel(&random)
  let frames = (0..<6).map { 3 * (1 + 17 * $0) }.map { random.floats($0) }
  let data = DataSet(sequences: .frames(frames, width: 3), labels: nil, hash: "")
  let b = Site.mixer(layer: 0, .b)
  let c = Site.mixer(layer: 0, .c)
  let absent = Site.mixer(layer: 7, .c)
  let apart = try Calibrator.secondMoments(of: [[b], [c], [absent]], in: model, on: data)
  let pooled = try Calibrator.secondMoments(of: [[b, c]], in: model, on: data)
  #expect(apart[2] == nil)
  #expect(apart[0]?.count == frames.reduce(0) { $0 + $1.count / 3 })
  let expected = zip(apart[0]?.matrix ?? [], apart[1]?.matrix ?? []).map { ($0 + $1) / 2 }
  #expect(!expected.isEmpty)
  for (found, mean) in zip(pooled[0]?.matrix ?? [], expected) {
    #expect(abs(found - mean) < 1e-11)
  }
  let reordered = DataSet(
    sequences: .frames(frames.reversed(), width: 3), labels: nil, hash: "")
  #expect(
    try Calibrator.secondMoments(of: [[b], [c], [absent]], in: model, on: reordered) == apart)
}
