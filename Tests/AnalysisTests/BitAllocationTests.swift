@testable import Analysis
import Calibration
import Evaluation
import FloatReference
import Model
import Program
import Quantization
import TestSupport
import Testing

private func candidates(
  _ random: inout SeededRandom, count: Int, savings: [Int]
) -> [BitAllocation.Candidate] {
  (0..<count).map { index in
    let cost = random.int(0...5) == 0 ? 0 : Double(random.int(1...1000)) / 1000
    return BitAllocation.Candidate(
      matrix: FourBitMatrix(index / 2, index % 2 == 0 ? .inProj : .outProj),
      saving: savings[random.int(0...(savings.count - 1))], cost: ChangeCost(kl: cost))
  }
}

@Test(arguments: [[10], [20, 10], [7, 5, 3]])
func theChoiceIsTheCheapestOfAll(savings: [Int]) throws {
  var random = SeededRandom("bits \(savings)")
  for _ in 0..<20 {
    let candidates = candidates(&random, count: 9, savings: savings)
    let allocation = BitAllocation(candidates: candidates)
    let all = candidates.reduce(0) { $0 + $1.saving }
    for needed in 0...all {
      let cheapest = (0..<1 << candidates.count).map { mask in
        candidates.indices.filter { mask >> $0 & 1 == 1 }.map { candidates[$0] }
      }
      .filter { $0.reduce(0) { $0 + $1.saving } >= needed }
      .map { $0.reduce(0) { $0 + ($1.cost.kl ?? 0) } }.min()
      let choice = try #require(allocation.choice(saving: needed))
      let chosen = candidates.filter { choice.contains($0.matrix) }
      #expect(chosen.reduce(0) { $0 + $1.saving } >= needed)
      let cost = chosen.reduce(0) { $0 + ($1.cost.kl ?? 0) }
      #expect(abs(cost - (cheapest ?? .nan)) < 1e-12)
    }
    #expect(allocation.choice(saving: all + 1) == nil)
  }
}

@Test func aMatrixWithoutFiniteCostIsTheLastResort() {
  let matrices = (0..<3).map { FourBitMatrix($0, .inProj) }
  let costs: [Double?] = [0.5, nil, 0.25]
  let allocation = BitAllocation(
    candidates: zip(matrices, costs).map {
      BitAllocation.Candidate(matrix: $0, saving: 10, cost: ChangeCost(kl: $1))
    })
  #expect(allocation.choice(saving: 20) == [matrices[0], matrices[2]])
  #expect(allocation.choice(saving: 30) == Set(matrices))
}

@Test func everyMatrixIsMeasuredAndRoundingCosts() throws {
  var random = SeededRandom("bits measured")
  let model = analysisModel(&random)
  let data = analysisData(&random)
  var rounds = try QuantizationRounds(
    model, options: QuantizationOptions(method: .rtn, weightBits: .four, groupSize: 32))
  try rounds.measure(on: data)
  let weights = try rounds.fourBitWeights()
  #expect(weights.all == [FourBitMatrix(0, .inProj), FourBitMatrix(0, .outProj)])
  let allocation = try BitAllocation.measure(rounds.model, weights, on: data)
  #expect(allocation.candidates.map(\.matrix) == weights.all)
  #expect(allocation.candidates.allSatisfy { ($0.cost.kl ?? 0) > 0 })
  #expect(try BitAllocation.measure(rounds.model, weights, on: data) == allocation)

  let eight = try rounds.lower(calibration: "", nil, arguments: [])
  let four = try rounds.lower(calibration: "", weights, arguments: [])
  #expect(try rounds.lower(calibration: "", weights.keeping([]), arguments: []) == eight)
  #expect(
    try rounds.lower(calibration: "", weights.keeping(Set(weights.all)), arguments: []) == four)
  #expect(bytes(eight) - bytes(four) == weights.all.reduce(0) { $0 + weights.bytesSaved(in: $1) })
  for matrix in weights.all {
    let mixed = try rounds.lower(calibration: "", weights.keeping([matrix]), arguments: [])
    #expect(bytes(eight) - bytes(mixed) == weights.bytesSaved(in: matrix))
  }
}

@Test func theSampleHasWholeSequencesAndEnoughPositions() {
  var random = SeededRandom("bits sample")
  let tokens = (0..<100).map { _ in random.integers(100, in: Int32(0)...16) }
  let data = DataSet(sequences: .tokens(tokens), labels: nil, hash: "")
  #expect(BitAllocation.sample(of: data).sequences.count == 21)
  let few = DataSet(sequences: .tokens(Array(tokens.prefix(3))), labels: nil, hash: "")
  #expect(BitAllocation.sample(of: few).sequences.count == 3)
}

/// Bytes of all constants.
private func bytes(_ program: Program) -> Int {
  program.constants.reduce(0) { $0 + $1.data.count * $1.data.type.size }
}
