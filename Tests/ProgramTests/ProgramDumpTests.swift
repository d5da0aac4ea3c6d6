import Program
import ProgramFixtures
import Testing

struct ProgramDumpTests {
  @Test func stepsHaveOneLineEach() {
    let program = TinyPrograms.language(seed: 1)
    let lines = program.dump().split(separator: "\n")
    #expect(lines.count == 5 + 1 + program.body.count + 1 + program.head.count)
    #expect(lines[0] == "program tiny_language")
  }

  @Test func smallestClassifier() {
    let lines = TinyPrograms.classifier(seed: 1, shape: .smallest).dump()
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "  input    frame int16 [1], scale 0.03125, limit 20000")
    #expect(lines[2] == "  logits   logits int32[1] * 0.0625, scale 0.000244140625")
    #expect(
      lines[lines.count - 3] == """
          0 mean int16[1] * 0.0625 <- mean(sum: pool_sum int32[1] * 0.0625, \
        count: pool_count int32[1]) ; dividend 0...602856465, mean 0...4599
        """)
  }

  @Test func violationsAreShownAndIDsOutOfRangeDoNotTrap() {
    var program = TinyPrograms.language(seed: 1)
    program.logits.index = 1000
    program.body[1] = program.body[1].editingNormalize { $0.gain.index = -1 }
    let dump = program.dump()
    #expect(dump.contains("violation: program: logits is buffer 1000, but there are 52\n"))
    #expect(dump.contains("gain: constant#-1"))
  }
}
