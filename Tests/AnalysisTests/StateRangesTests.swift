@testable import Analysis
import Program
import ProgramFixtures
import TestSupport
import Testing

@Test func binsOfPositionsDouble() {
  #expect([0, 1, 2, 3, 4, 7, 8, 16383].map(StateRanges.bin) == [0, 1, 2, 2, 3, 3, 4, 14])
  for position in 0..<100 {
    #expect(StateRanges.positions(ofBin: StateRanges.bin(of: position)).contains(position))
  }
}

@Test func statesOfEveryLayerAreInRange() throws {
  let program = TinyPrograms.language(seed: 1)
  var random = SeededRandom()
  let vocabulary = program[program.logits].count
  let sequences = [3, 20].map { length in
    IntegerSequence.tokens(random.integers(length, in: 0...Int32(vocabulary - 1)))
  }
  let ranges = try StateRanges.measure(program, on: sequences)
  let scans = program.body.filter { if case .scan = $0 { true } else { false } }
  #expect(ranges.layers.count == scans.count)
  #expect(ranges.bins.last == 16..<32)
  for layer in ranges.layers {
    #expect(layer.maximum.count == ranges.bins.count)
    #expect(layer.maximum.allSatisfy { (0...1.0001).contains($0) })
    #expect(zip(layer.mean, layer.maximum).allSatisfy { $0 <= $1 })
    #expect(layer.maximum.contains { $0 > 0 })
  }
}
