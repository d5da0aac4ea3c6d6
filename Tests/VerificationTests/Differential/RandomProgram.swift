import Calibration
import Model
import Program
import ProgramFixtures
import Quantization
import TestSupport

/// An integer program that follows from a seed alone.
struct RandomProgram {
  let program: Program
  /// Kind and sizes, and how it was made.
  let description: String

  /// One program of three has random integers throughout; the others are random float models that
  /// went through the quantizer.
  ///
  /// - Throws: The error of a model that the quantizer refuses.
  init(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    if random.int(0...2) == 0 {
      (program, description) = RandomProgram.integers(&random)
    } else {
      (program, description) = try RandomProgram.quantized(&random)
    }
  }

  private static func quantized(_ random: inout SeededRandom) throws -> (Program, String) {
    let methods = QuantizationOptions.Method.allCases
    let options = QuantizationOptions(
      method: methods[random.int(0...methods.count - 1)],
      weightBits: random.int(0...1) == 0 ? .eight : .four, groupSize: 32 << random.int(0...2))
    var source = DifferentialModel(random: SeededRandom(seed: random.next()))
    let model = source.model()
    let program = try Quantizer.quantize(
      model: model, calibration: calibration(for: model, &random), options: options)
    return (
      program,
      ([source.description, options.method.rawValue] + options.recorded).joined(separator: " ")
    )
  }

  private static func calibration(for model: Model, _ random: inout SeededRandom) -> DataSet {
    let counts = [1, 13, 24]
    let sequences: Sequences =
      switch model.input {
      case .token(let vocabulary):
        .tokens(counts.map { random.integers($0, in: 0...Int32(vocabulary - 1)) })
      case .frame(let width, _):
        .frames(counts.map { random.floats($0 * width, in: -2...2) }, width: width)
      case .image(let image):
        .images(counts.map { _ in random.integers(image.count, in: 0...255) })
      }
    return DataSet(
      sequences: sequences, labels: nil, hash: String(repeating: "1", count: 64))
  }

  private static func integers(_ random: inout SeededRandom) -> (Program, String) {
    let seed = random.next()
    if random.int(0...3) == 0 {
      let groups = random.int(1...3)
      let shape = HeadShape(
        vocabulary: random.int(1...70), width: random.int(1...70),
        heads: groups * random.int(1...3), headChannels: random.int(1...40), groups: groups,
        states: random.int(1...64), kernel: random.int(1...8), layers: random.int(1...3))
      return (TinyPrograms.heads(seed: seed, shape: shape), "integers \(shape)")
    }
    let shape = TinyShape(
      vocabulary: random.int(1...70), features: random.int(1...20), classes: random.int(1...20),
      width: random.int(1...70), channels: random.int(1...2) * random.int(1...48),
      states: random.int(1...64), timeStepRank: random.int(1...9), kernel: random.int(1...8),
      layers: random.int(1...4), hasFourBitWeights: random.int(0...1) == 0,
      hasMixerNorms: random.int(0...1) == 0)
    let program =
      switch random.int(0...2) {
      case 0: TinyPrograms.language(seed: seed, shape: shape)
      case 1: TinyPrograms.classifier(seed: seed, shape: shape)
      default:
        TinyPrograms.image(seed: seed, shape: shape, rows: [nil, [0], [2, 6]][random.int(0...2)])
      }
    return (program, "integers \(shape)")
  }
}
