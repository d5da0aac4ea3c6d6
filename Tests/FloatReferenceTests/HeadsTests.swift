import Checkpoint
import FloatReference
import Model
import TestSupport
import Testing

private func load(_ fixture: Mamba2Fixture) throws -> Model {
  try withTemporaryDirectory { directory in
    try fixture.write(to: directory)
    return try Checkpoint.load(directory: directory)
  }
}

@Suite struct HeadsTests {
  @Test func mamba2AgreesWithTheFormulasInDouble() throws {
    var limited = Mamba2Fixture(biased: true)
    limited.settings["time_step_limit"] = "[0.2, 0.7]"
    let fixtures = [
      Mamba2Fixture(), limited,
      Mamba2Fixture(biased: true) {
        $0.heads = 1; $0.headChannels = 1; $0.groups = 1
      },
      Mamba2Fixture {
        $0.heads = 3; $0.headChannels = 5; $0.groups = 3; $0.states = 19
      },
      Mamba2Fixture {
        $0.headChannels = 16; $0.groups = 1; $0.states = 8; $0.kernel = 1
      },
    ]
    for fixture in fixtures {
      let model = try load(fixture)
      var random = SeededRandom()
      let tokens = random.integers(70, in: 0...Int32(fixture.vocabulary - 1))
      var naive = NaiveMamba(model)
      let expected = naive.logits(tokens: tokens).flatMap { $0 }
      let logits = try FloatReference(model).logits(tokens: tokens)
      #expect(logits.count == expected.count)
      let difference = zip(logits, expected).map { abs(Double($0) - $1) }.max() ?? .infinity
      #expect(difference < 1e-4)
    }
  }

  @Test func bitsOfMamba2DoNotDependOnTheLengthOfABlock() throws {
    let model = try load(Mamba2Fixture())
    var random = SeededRandom()
    let tokens = random.integers(90, in: Int32(0)...15)
    let logits = try FloatReference(model).logits(tokens: tokens)
    for blockLength in [1, 2, 7, 89, 1000] {
      #expect(try FloatReference(model, blockLength: blockLength).logits(tokens: tokens) == logits)
    }
  }
}
