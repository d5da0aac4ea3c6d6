import Checkpoint
import FloatReference
import Foundation
import Interpreter
import Model
import Program
import TestSupport
import Testing

@testable import Quantization

/// Signal over noise of the integer logits on `data`, in decibels.
private func fidelity(_ model: Model, _ method: QuantizationOptions.Method) throws -> Double {
  let data = OutlierModel.data(for: model)
  let program = try Quantizer.quantize(
    model: model, calibration: data, options: QuantizationOptions(method: method))
  #expect(program.verify().isEmpty)
  #expect(program.provenance.method == method.rawValue)
  let interpreter = try Interpreter(program)
  var (signal, noise) = (0.0, 0.0)
  for (index, expected) in try FloatReference(model).logits(of: data.sequences).enumerated() {
    let logits = try interpreter.logits(for: integers(data.sequences, index, program.input))
    for (integer, float) in zip(logits, expected) {
      signal += Double(float * float)
      noise += pow(Double(integer) * program.logitScale - Double(float), 2)
    }
  }
  return 10 * log10(signal / noise)
}

private func integers(_ sequences: Sequences, _ index: Int, _ input: ProgramInput)
  -> IntegerSequence
{
  switch (sequences, input) {
  case (.frames(let frames, _), .frame(_, let scale, let limit)):
    return .frames(
      frames[index].map {
        Int16(max(-Double(limit), min(Double(limit), (Double($0) / scale).rounded())))
      })
  case (.tokens(let tokens), _): return .tokens(tokens[index])
  case (.images(let images), _): return .image(images[index])
  case (.frames, _): return .tokens([])
  }
}

@Test func mambaquantCuresPlantedOutliers() throws {
  for model in [
    OutlierModel.language(), OutlierModel.language(normEpsilon: 1e-6),
    OutlierModel.classifier(residual: true), OutlierModel.image(),
  ] {
    var results: [QuantizationOptions.Method: Double] = [:]
    for method in QuantizationOptions.Method.allCases {
      results[method] = try fidelity(model, method)
    }
    let mambaquant = results[.mambaquant] ?? 0
    #expect(mambaquant > 30, "\(results)")
    #expect(mambaquant > (results[.rtn] ?? 0) + 3, "\(results)")
    #expect(mambaquant > (results[.smoothquant] ?? 0), "\(results)")
  }
}

@Test func anUntiedHeadHasWeightsOfItsOwn() throws {
  let model = OutlierModel.language()
  let data = OutlierModel.data(for: model)
  func constants(_ method: QuantizationOptions.Method) throws -> [String] {
    try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions(method: method)
    ).constants.map(\.name)
  }
  #expect(!(try constants(.rtn).contains("lm_head_weight")))
  #expect(try constants(.smoothquant) == constants(.rtn))
  #expect(try constants(.mambaquant).contains("lm_head_weight"))
}

@Test func fourBitsAreThoseOfTheLargeMatrices() throws {
  for model in [
    OutlierModel.language(), OutlierModel.classifier(residual: false), OutlierModel.image(),
  ] {
    let data = OutlierModel.data(for: model)
    for groupSize in GroupScales.sizes {
      let program = try Quantizer.quantize(
        model: model, calibration: data,
        options: QuantizationOptions(weightBits: .four, groupSize: groupSize))
      #expect(program.verify().isEmpty)
      #expect(program.provenance.options == ["--weight-bits 4", "--group-size \(groupSize)"])
      let modules = (program.body + program.head).compactMap { step -> String? in
        guard case .linear(let linear) = step, let groups = linear.groups else { return nil }
        #expect(groups.size == groupSize)
        return program[linear.weight].name.split(separator: "_").dropFirst().joined(separator: "_")
      }
      #expect(
        Set(modules) == ["in_proj_x_weight", "in_proj_z_weight", "out_proj_weight"])
    }
  }
}

@Test func quantizingIsDeterministic() throws {
  let model = OutlierModel.language()
  let data = OutlierModel.data(for: model)
  let first = try Quantizer.quantize(
    model: model, calibration: data, options: QuantizationOptions())
  let second = try Quantizer.quantize(
    model: model, calibration: data, options: QuantizationOptions())
  #expect(first == second)
}

@Test func progressReachesItsEndOnce() throws {
  let model = OutlierModel.language()
  let data = OutlierModel.data(for: model)
  let seen = Seen()
  _ = try Quantizer.quantize(
    model: model, calibration: data, options: QuantizationOptions()
  ) { seen.add($0, $1) }
  #expect(seen.steps == (1...18).map { [$0, 18] })
}

private final class Seen: @unchecked Sendable {
  private let lock = NSLock()
  private var all: [[Int]] = []
  var steps: [[Int]] { lock.withLock { all } }
  func add(_ done: Int, _ count: Int) { lock.withLock { all.append([done, count]) } }
}
