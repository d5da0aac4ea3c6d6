import Foundation
import TestSupport
import Testing

@Test func verifyProvesTheModelEqualOnTheHost() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1", "--trace")
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(adder.text.contains("host  cc  -O1        equal, "))
    #expect(adder.text.contains("host  cc  -O1 trace  equal, "))
    #expect(adder.text.contains("host  cc  no float   proved, "))
    #expect(adder.text.hasSuffix("EQUAL: 3 checks\n"))
  }
}

@Test func verifyTakesDataAndPrintsJSON() throws {
  try Shakespeare.with { model in
    let input = model.directory + "/input.txt"
    try writeFile("Who's there?", to: input)
    let adder = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1", "--input",
      input, "--json")
    #expect(adder.status == 0, "\(adder.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let report = try #require(object as? [String: Any])
    #expect(report["equal"] as? Bool == true)
    let checks = try #require(report["checks"] as? [[String: Any]])
    #expect(checks[0]["count"] as? Int == 12 * 256)
  }
}

@Test func aCompilerThatIsNamedButMissingIsAnError() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "none-cc", "--optimize", "O1")
    #expect(adder.status == 69)
    #expect(adder.text.hasSuffix("NOTHING CHECKED, 2 SKIPPED\n"))
    #expect(adder.errors == "adder: warning: host SKIPPED: none-cc not found\n")
  }
}

@Test func aCompilerThatDoesNotWorkIsNoMismatch() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", "false", "--optimize", "O1")
    #expect(adder.status == 69)
    #expect(adder.text.hasSuffix("FAILED: 2 of 2 checks\n"))
    #expect(adder.text.contains("FAILED: compiler: status 1\n"))
  }
}

@Test func aCompilerThatRoundsOtherwiseIsAMismatch() throws {
  try Shakespeare.with { model in
    let compiler = model.directory + "/bad-cc"
    try writeFile(
      """
      #!/bin/sh
      for word; do last=$word; done
      header=$(dirname "$last")/adder_fixed.h
      [ ! -e "$header" ] || sed -i 's/1 << 14/1 << 13/' "$header"
      exec cc "$@"

      """, to: compiler)
    #expect(chmod(compiler, 0o755) == 0)
    let adder = try AdderProcess(
      "verify", model.graph, "--target", "host", "--cc", compiler, "--optimize", "O1")
    #expect(adder.status == 1)
    #expect(adder.text.contains("-O1       differs: sequence 0, position 0, body step "))
    #expect(adder.text.hasSuffix("\nNOT EQUAL\n"))
  }
}
