import FloatReference
import Interpreter
import Model
import Program
import Quantization
import TestSupport
import Testing

/// Legal models at the ends of their ranges become programs that the verifier accepts.
@Suite struct ExtremeModelTests {
  enum Extreme: String, CaseIterable {
    case none, noInProj, noConvolution, tinyConvolution, noXProj, noOutProj, tinyOutProj
    case outlierTimeStepRow, longestTimeStep, shortestTimeStep, steepDecay, endlessDecay
    case flatDecay, largeSkip, noSkip, outlierConvolution, norms, largestNormEpsilon
    case noXProjBeforeNorms, hugeXProjBeforeNorms

    func apply(to mixer: inout Mixer) {
      switch self {
      case .none: break
      case .noInProj: scale(&mixer.inProj, by: 0)
      case .noConvolution:
        scale(&mixer[.forward].convolution, by: 0)
        mixer[.forward].convolutionBias = nil
      case .tinyConvolution:
        scale(&mixer[.forward].convolution, by: 1e-12)
        mixer[.forward].convolutionBias = nil
      case .noXProj: scale(&mixer[.forward].xProj, by: 0)
      case .noOutProj: scale(&mixer.outProj, by: 0)
      case .tinyOutProj: scale(&mixer.outProj, by: 1e-20)
      case .outlierTimeStepRow:
        for i in 0..<SmallClassifier.rank { mixer[.forward].dtProj.tensor.values[i] *= 1000 }
      case .longestTimeStep: fill(&mixer[.forward].dtProjBias, with: 10)
      case .shortestTimeStep: fill(&mixer[.forward].dtProjBias, with: -12)
      case .steepDecay: shift(&mixer[.forward].aLog, by: 6)
      case .endlessDecay: shift(&mixer[.forward].aLog, by: 3e38)
      case .flatDecay: shift(&mixer[.forward].aLog, by: -8)
      case .largeSkip: scale(&mixer[.forward].d, by: -1000)
      case .noSkip: scale(&mixer[.forward].d, by: 0)
      case .norms: mixer[.forward].normEpsilon = 1e-6
      case .largestNormEpsilon: mixer[.forward].normEpsilon = 1e9
      case .noXProjBeforeNorms:
        mixer[.forward].normEpsilon = 1e-6
        scale(&mixer[.forward].xProj, by: 0)
      case .hugeXProjBeforeNorms:
        mixer[.forward].normEpsilon = 0
        scale(&mixer[.forward].xProj, by: 1e15)
      case .outlierConvolution:
        for i in 0..<SmallClassifier.kernel { mixer[.forward].convolution.tensor.values[i] *= 1e6 }
      }
    }

    private func scale(_ parameter: inout Parameter, by factor: Float) {
      parameter.tensor.values = parameter.tensor.values.map { $0 * factor }
    }

    private func shift(_ parameter: inout Parameter, by term: Float) {
      parameter.tensor.values = parameter.tensor.values.map { $0 + term }
    }

    private func fill(_ parameter: inout Parameter?, with value: Float) {
      guard let count = parameter?.tensor.values.count else { return }
      parameter?.tensor.values = Array(repeating: value, count: count)
    }
  }

  @Test(arguments: Extreme.allCases, QuantizationOptions.Method.allCases)
  func extremesAreQuantized(extreme: Extreme, method: QuantizationOptions.Method) throws {
    var small = SmallClassifier(seed: 1)
    let model = small.model { extreme.apply(to: &$0) }
    let program = try Quantizer.quantize(
      model: model, calibration: small.data(), options: QuantizationOptions(method: method))
    #expect(program.verify() == [])
  }

  @Test(arguments: QuantizationOptions.Method.allCases)
  func anEmbeddingThatVanishesIsAnError(method: QuantizationOptions.Method) throws {
    var model = OutlierModel.language()
    let data = OutlierModel.data(for: model)
    for index in model.body.indices {
      guard case .mixer(var mixer) = model.body[index] else { continue }
      mixer.outProj.tensor.values = mixer.outProj.tensor.values.map { $0 * 1e15 }
      model.body[index] = .mixer(mixer)
    }
    let error = errorText {
      _ = try Quantizer.quantize(
        model: model, calibration: data, options: QuantizationOptions(method: method))
    }
    #expect(
      error?.hasSuffix(
        "does not fit its integer format: beside what the layers add to the residual stream it "
          + "is below one unit of int32; check the checkpoint for extreme weights") == true)
  }

  @Test func aPoolReadsTheResidualStreamWhereThereIsNoNorm() throws {
    var small = SmallClassifier(seed: 2)
    let model = small.model()
    let data = small.data()
    let program = try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions())
    let reference = try FloatReference(model)
    let interpreter = try Interpreter(program)
    guard case .frames(let sequences, _) = data.sequences else { return }
    for sequence in sequences {
      let expected = try reference.logits(frames: sequence)
      let logits = try interpreter.logits(for: .frames(program.input.quantize(frames: sequence)))
      let range = expected.reduce(0) { max($0, abs($1)) }
      for (integer, float) in zip(logits, expected) {
        #expect(abs(Double(integer) * program.logitScale - Double(float)) < 0.05 * Double(range))
      }
    }
  }
}
