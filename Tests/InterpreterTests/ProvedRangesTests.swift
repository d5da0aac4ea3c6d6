import FixedPoint
import Interpreter
import Program
import ProgramFixtures
import TestSupport
import Testing

/// The verifier's intervals against what really happens.
struct ProvedRangesTests {
  /// Smallest and largest value of each output of each step, and how many values saturate.
  private struct Extremes: TraceSink {
    struct Key: Hashable {
      var section: TraceSection
      var step: Int
      var buffer: BufferID
    }

    let program: Program
    var ranges: [Key: ClosedRange<Int>] = [:]
    /// Of int8 and int16 values: all, zero, at the ends of their type.
    var values = 0
    var zeros = 0
    var saturated = 0

    mutating func record(
      position: Int, section: TraceSection, step: Int, buffer: BufferID,
      bytes: UnsafeRawBufferPointer
    ) {
      let type = program[buffer].type
      let key = Key(section: section, step: step, buffer: buffer)
      for index in 0..<program[buffer].count {
        let offset = index * type.size
        let value =
          switch type {
          case .uint8: Int(bytes[offset])
          case .int8: Int(Int8(bitPattern: bytes[offset]))
          case .int16: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
          case .int32: Int(bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
          }
        let old = ranges[key] ?? value...value
        ranges[key] = min(old.lowerBound, value)...max(old.upperBound, value)
        if type != .int32 {
          values += 1
          zeros += value == 0 ? 1 : 0
          saturated += value == type.range.lowerBound || value == type.range.upperBound ? 1 : 0
        }
      }
    }
  }

  @Test(arguments: [
    TinyShape(), .odd, .smallest, .beyondVectors, .fourBits, .mixerNorms,
  ])
  func valuesStayInTheProvedRanges(shape: TinyShape) throws {
    for seed in 0..<10 as Range<UInt64> {
      try check(TinyPrograms.language(seed: seed, shape: shape), seed: seed)
      try check(TinyPrograms.classifier(seed: seed, shape: shape), seed: seed)
      try check(TinyPrograms.image(seed: seed, shape: shape), seed: seed)
    }
  }

  @Test(arguments: HeadShape.all)
  func valuesOfHeadsStayInTheProvedRanges(shape: HeadShape) throws {
    for seed in 0..<10 as Range<UInt64> {
      try check(TinyPrograms.heads(seed: seed, shape: shape), seed: seed)
    }
  }

  /// Tests that compare bits need values that are neither all zero nor all saturated.
  @Test func tinyProgramsAreLively() throws {
    for program in [TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 1)] {
      let extremes = try run(program, seed: 1)
      #expect(extremes.zeros * 10 < extremes.values)
      #expect(extremes.saturated * 5 < extremes.values)
      for (step, range) in extremes.ranges where program[step.buffer].count > 3 {
        #expect(range.count > 1, "\(program[step.buffer].name)")
      }
    }
  }

  /// A seal is no signature: what a restored state may hold has been chosen by somebody.
  @Test(arguments: [
    TinyShape(), .odd, .smallest, .beyondVectors, .fourBits, .mixerNorms,
  ])
  func valuesStayInTheProvedRangesAfterAForgedState(shape: TinyShape) throws {
    for seed in 0..<10 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      var programs = [
        TinyPrograms.language(seed: seed, shape: shape),
        TinyPrograms.classifier(seed: seed, shape: shape),
      ]
      programs += HeadShape.all.map { TinyPrograms.heads(seed: seed, shape: $0) }
      for program in programs {
        try check(program, seed: seed, after: ForgedState.bytes(of: program, &random))
      }
    }
  }

  /// A state has no order of its elements that would keep small ones small.
  @Test func theHeadIsProvedForTheLargestElementAnywhere() throws {
    let program = TinyPrograms.language(seed: 3)
    guard case .normalize(let norm) = program.head[0] else {
      Issue.record("the head begins with a norm")
      return
    }
    let residual = try #require(
      Array(zip(program.body, program.proveRanges().body))
        .last { $0.0.outputs.contains(norm.input) })
    let range = try #require(residual.1.outputs.first).range
    let magnitude = Int(
      roundingShiftRight(Int32(max(-range.lowerBound, range.upperBound)), norm.preShift))
    let sum = try #require(
      program.proveRanges().head[0].inner.first { $0.quantity == .inner(.sumOfSquares) })
    #expect(
      sum.range.upperBound
        == Int(norm.epsilon) + program[norm.input].count * magnitude * magnitude)
  }

  private func check(_ program: Program, seed: UInt64, after saved: [UInt8]? = nil) throws {
    let extremes = try run(program, seed: seed, after: saved)
    let proved = program.proveRanges()
    for (section, steps, ranges) in [
      (TraceSection.body, program.body, proved.body), (.head, program.head, proved.head),
    ] {
      for (index, (step, range)) in zip(steps, ranges).enumerated() {
        for (buffer, interval) in zip(step.outputs, range.outputs.map(\.range)) {
          let key = Extremes.Key(section: section, step: index, buffer: buffer)
          guard let seen = extremes.ranges[key] else { continue }
          #expect(
            interval.contains(seen.lowerBound) && interval.contains(seen.upperBound),
            "\(section) step \(index), \(program[buffer].name): \(seen) is beyond \(interval)")
        }
      }
    }
  }

  private func run(
    _ program: Program, seed: UInt64, after saved: [UInt8]? = nil
  ) throws -> Extremes {
    var random = SeededRandom(seed: seed)
    let sequence: IntegerSequence =
      switch program.input {
      case .token(let vocabulary):
        .tokens(random.integers(40, in: 0...Int32(vocabulary - 1)))
      case .frame(let width, _, let limit):
        // The ends of the range are the hard case of the proof.
        .frames(
          random.integers(40 * width, in: -Int16(limit)...Int16(limit))
            .map { $0 % 4 == 0 ? ($0 < 0 ? -Int16(limit) : Int16(limit)) : $0 })
      case .image(let image):
        .image(random.integers(image.count, in: UInt8.min...UInt8.max))
      }
    var extremes = Extremes(program: program)
    _ = try Interpreter(program).logits(for: sequence, after: saved, trace: &extremes)
    return extremes
  }
}
