import Calibration
import FloatReference
import Model
import Testing

@testable import Quantization

private typealias Part = QuantizationOptions.Part

private func names(_ method: QuantizationOptions.Method, without parts: Set<Part>) throws
  -> [[String]]
{
  try TransformList.stages(of: QuantizationOptions(method: method, without: parts)).map {
    $0.map(\.name)
  }
}

@Test func aPartCanBeLeftOut() throws {
  #expect(try names(.smoothquant, without: [.smoothGate]) == [["smooth norms"]])
  #expect(
    try names(.mambaquant, without: [.smoothX, .smoothTimeStep, .smoothGate, .rotateTimeStep])
      == [
        ["tie the head", "fold norms"], ["rotate the residual stream"], ["rotate gated outputs"],
      ])
  #expect(
    try names(.mambaquant, without: [.klt]) == names(.mambaquant, without: []))
}

@Test func withoutTheKLTTheRotationsMeasureNothing() throws {
  let model = OutlierModel.language()
  let stages = try TransformList.stages(of: QuantizationOptions(without: [.klt]))
  #expect(stages[2].allSatisfy { $0.needs(model).isEmpty })
}

@Test(arguments: QuantizationOptions.Part.allCases)
func whatIsLeftIsExactInFloat(part: QuantizationOptions.Part) throws {
  let parts: Set<Part> = part == .foldNorm ? [part, .rotateResidual] : [part]
  if part == .smoothNorm { return }
  let model = OutlierModel.language()
  let data = OutlierModel.data(for: model)
  let transformed = try Quantizer.transform(
    model, calibration: data, options: QuantizationOptions(without: parts))
  let expected = Array(try FloatReference(model).logits(of: data.sequences).joined())
  let found = Array(try FloatReference(transformed).logits(of: data.sequences).joined())
  let range = (expected.max() ?? 0) - (expected.min() ?? 0)
  #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 * range })
}

@Test func aPartOfAnotherMethodIsRefused() {
  let error = QuantizationError.notInMethod(
    part: "klt", method: "quarot",
    parts: ["tie-head", "fold-norm", "rotate-residual", "rotate-gate"])
  #expect(throws: error) { try names(.quarot, without: [.klt]) }
  #expect(
    error.description
      == "method 'quarot' has no part 'klt' to leave out; its parts are tie-head, fold-norm, "
      + "rotate-residual, rotate-gate")
  #expect(
    QuantizationError.notInMethod(part: "klt", method: "rtn", parts: []).description
      == "method 'rtn' has no part 'klt' to leave out; it has no parts")
}

@Test func aPartThatAnotherNeedsIsRefused() {
  let error = QuantizationError.neededPart(part: "fold-norm", by: "rotate-residual")
  #expect(throws: error) { try names(.mambaquant, without: [.foldNorm]) }
  #expect(
    error.description
      == "'rotate-residual' does nothing without 'fold-norm'; leave out 'rotate-residual' as well")
}

@Test func whatWasLeftOutIsRecorded() {
  #expect(QuantizationOptions().recorded == [])
  #expect(
    QuantizationOptions(weightBits: .four, without: [.klt, .smoothX]).recorded
      == ["--weight-bits 4", "--group-size 64", "--without smooth-x,klt"])
}
