import Program
import ProgramFixtures
import Testing

struct ProgramVerifyTests {
  static let shapes: [TinyShape] = [
    TinyShape(), .odd, .smallest, .beyondVectors, .fourBits, .mixerNorms,
  ]

  @Test(arguments: shapes) func tinyProgramsAreAccepted(shape: TinyShape) {
    for seed in 0..<20 as Range<UInt64> {
      #expect(TinyPrograms.language(seed: seed, shape: shape).verify() == [])
      #expect(TinyPrograms.classifier(seed: seed, shape: shape).verify() == [])
      #expect(TinyPrograms.image(seed: seed, shape: shape).verify() == [])
      for shape in HeadShape.all {
        #expect(TinyPrograms.heads(seed: seed, shape: shape).verify() == [])
      }
    }
  }

  @Test func tinyProgramsCoverEveryStepAndElementType() {
    var kinds: Set<String> = []
    for program in [TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 1)] {
      for step in program.body + program.head {
        switch step {
        case .normalize(let s): kinds.insert("normalize \(program[s.output].type)")
        case .linear(let s):
          let verb = s.accumulates ? "accumulates" : "linear"
          kinds.insert("\(verb) \(program[s.input].type) \(program[s.output].type)")
        case .rotate(let s): kinds.insert("rotate \(program[s.matrix].shape[0])")
        case .quantize(let s):
          kinds.insert("quantize \(program[s.input].type) \(program[s.output].type)")
        default: kinds.insert(step.kind)
        }
      }
    }
    #expect(
      kinds.sorted() == [
        "accumulate", "accumulates int16 int32", "accumulates int8 int32", "convolve",
        "discretize", "embed", "gate", "linear int16 int16", "linear int16 int32",
        "linear int16 int8", "linear int8 int16", "linear int8 int32", "linear int8 int8",
        "mean", "normalize int16", "normalize int8", "quantize int16 int16",
        "quantize int16 int8", "quantize int32 int16", "quantize int32 int8", "rotate 1",
        "rotate 12", "scan",
      ])
  }

  @Test func sameSeedSameProgram() {
    #expect(TinyPrograms.language(seed: 7) == TinyPrograms.language(seed: 7))
    #expect(TinyPrograms.language(seed: 7) != TinyPrograms.language(seed: 8))
  }

  @Test func everyStepHasAProvedRangeForEachOutput() {
    let program = TinyPrograms.language(seed: 3)
    let ranges = program.proveRanges()
    #expect(ranges.body.count == program.body.count)
    #expect(ranges.head.count == program.head.count)
    for (step, range) in zip(program.body + program.head, ranges.body + ranges.head) {
      #expect(range.outputs.count == step.outputs.count)
    }
  }
}
