import Foundation
import TestSupport
import Testing

@Test func sensitivityAndOutliersPrintTheSameJSONEachTime() throws {
  try Shakespeare.with(isQuantized: false) { model in
    let outliers = [
      "outliers", model.checkpoint, "--data", model.calibration, "--sequences", "1", "--json",
    ]
    let sensitivity = [
      "sensitivity", model.checkpoint, "--calibration", model.calibration, "--data",
      model.calibration, "--sequences", "1", "--method", "rtn", "--json",
    ]
    for arguments in [outliers, sensitivity] {
      let adder = try AdderProcess(arguments: arguments)
      #expect(adder.status == 0, "\(adder.errors)")
      let object = try JSONSerialization.jsonObject(with: Data(adder.output)) as? [String: Any]
      #expect(object?["float.nll"] is Double)
      #expect(((object?["rows"] as? [Any])?.count ?? 0) > 0)
      #expect(try AdderProcess(arguments: arguments).output == adder.output)
    }
  }
}
