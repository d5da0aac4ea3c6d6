import Foundation
import TestSupport
import Testing

@Test func evaluatePrintsTheSameJSONEachTime() throws {
  try Shakespeare.with { model in
    let arguments = [
      "evaluate", model.graph, "--reference", model.checkpoint, "--data", model.heldOut,
      "--json",
    ]
    let adder = try AdderProcess(arguments: arguments)
    #expect(adder.status == 0, "\(adder.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let figures = try #require(object as? [String: Any])
    let float = try #require(figures["float.nll"] as? Double)
    let integer = try #require(figures["integer.nll"] as? Double)
    #expect(abs(integer - float) < 0.02)
    #expect(try #require(figures["agreement"] as? Double) > 0.9)
    #expect(try #require(figures["kl"] as? Double) < 0.05)
    #expect(try AdderProcess(arguments: arguments).output == adder.output)
  }
}
