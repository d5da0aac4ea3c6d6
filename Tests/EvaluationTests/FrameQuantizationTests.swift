import Evaluation
import Model
import Program
import Testing

private let input = ProgramInput.frame(width: 1, scale: 0.5, limit: 100)

@Test(
  arguments: [
    (0, 0), (0.24, 0), (0.25, 1), (-0.25, 0), (-0.26, -1), (0.75, 2), (49.9, 100), (50, 100),
    (50.1, 100), (-51, -100), (1e30, 100), (-1e30, -100), (.infinity, 100), (-.infinity, -100),
    (.nan, 0),
  ] as [(Float, Int16)])
func framesAreRoundedHalfUpAndClamped(x: Float, expected: Int16) {
  #expect(input.quantize(frames: [x]) == [expected])
}

@Test func widestLimitFitsInt16() {
  let input = ProgramInput.frame(width: 1, scale: 0x1p-20, limit: 32767)
  #expect(input.quantize(frames: [1, -1]) == [32767, -32767])
}

@Test func dataSetOfAnotherKindIsRefused() {
  let tokens = DataSet(sequences: .tokens([[1]]), labels: nil, hash: "")
  #expect(
    throws: EvaluationError.wrongInput(needed: "frames of 1 features", given: "tokens")
  ) { try tokens.integerSequences(for: input) }
  let frames = DataSet(sequences: .frames([[1, 2]], width: 2), labels: nil, hash: "")
  #expect(
    throws: EvaluationError.wrongInput(
      needed: "frames of 1 features", given: "frames of 2 features")
  ) { try frames.integerSequences(for: input) }
}

@Test func featuresBeyondTheLimitCountAsClipped() {
  let input = ProgramInput.frame(width: 2, scale: 0.5, limit: 4)
  let data = DataSet(
    sequences: .frames([[2, -2, 2.2, 0], [2.3, -100, 0, 0]], width: 2), labels: nil,
    hash: "")
  #expect(data.clippedShare(for: input) == 0.25)
  #expect(data.clippedShare(for: .token(vocabulary: 2)) == 0)
}
