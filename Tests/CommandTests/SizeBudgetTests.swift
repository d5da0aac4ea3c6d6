import Foundation
import TestSupport
import Testing

/// Bytes of the tables of the model that comes with Adder, in 4 bits.
private let fourBits = 280_334

private func tables(of graph: String) throws -> Int? {
  let adder = try AdderProcess("inspect", graph, "--json")
  let object = try JSONSerialization.jsonObject(with: Data(adder.output)) as? [String: Any]
  let memory = object?["memory"] as? [String: Any]
  return memory?["tableBytes"] as? Int
}

private func quantize(_ model: Shakespeare, _ options: String...) throws -> AdderProcess {
  try AdderProcess(
    arguments: [
      "quantize", model.checkpoint, "--calibration", model.calibration, "--output", model.graph,
    ] + options)
}

@Test func aBudgetIsMetAndSaysWhichMatricesPaid() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let adder = try quantize(model, "--budget", "330000")
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(adder.text.hasPrefix("layer  matrix    bits  4 bits: kl  bytes saved\n"))
    #expect(adder.text.split(separator: "\n").count == 9)
    let size = try #require(try tables(of: model.graph))
    #expect((fourBits...330_000).contains(size))
    let verification = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1")
    #expect(verification.status == 0, "\(verification.text)")
  }
}

@Test func aBudgetBelowFourBitsIsAnError() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let adder = try quantize(model, "--budget", "\(fourBits - 1)")
    #expect(adder.status == 65)
    #expect(
      adder.errors
        == """
        adder: error: a budget of \(fourBits - 1) bytes is too small: with 4 bits in groups of 64 \
        the tables have \(fourBits); take larger groups or a smaller model

        """)
    #expect(!FileManager.default.fileExists(atPath: model.graph))
  }
}

@Test func budgetsAtTheEndsGiveUniformPrograms() throws {
  try Shakespeare.with(isQuantized: false) { model in
    for bits in ["8", "4"] {
      #expect(try quantize(model, "--weight-bits", bits).status == 0)
      let budget = try #require(try tables(of: model.graph))
      let uniform = try AdderProcess("inspect", "--dump", model.graph).text
      #expect(try quantize(model, "--budget", "\(budget)").status == 0)
      #expect(try tables(of: model.graph) == budget)
      let chosen = try AdderProcess("inspect", "--dump", model.graph).text
      func steps(_ text: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.contains("<-") }
      }
      #expect(steps(chosen) == steps(uniform) && !steps(chosen).isEmpty)
    }
  }
}

@Test func aBudgetExcludesWeightBitsAndStatistics() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let bits = try quantize(model, "--budget", "330000", "--weight-bits", "4")
    #expect(bits.status == 64)
    #expect(bits.errors.contains("--weight-bits and --budget exclude each other"))
    let adder = try AdderProcess(
      "quantize", model.checkpoint, "--statistics", model.calibration, "--budget", "330000",
      "--output", model.graph)
    #expect(adder.status == 64)
    #expect(adder.errors.contains("its costs are measured on data; give --calibration"))
  }
}
