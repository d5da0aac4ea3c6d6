import TestSupport
import Testing

@Test func versionIsOneLine() throws {
  let adder = try AdderProcess("--version")
  #expect(adder.status == 0)
  #expect(adder.text.hasPrefix("adder "))
  #expect(adder.text.hasSuffix("\n"))
  #expect(adder.errors == "")
}

@Test func helpNamesEveryExitStatus() throws {
  let adder = try AdderProcess("--help")
  #expect(adder.status == 0)
  for status in ["0 ", "1 ", "64 ", "65 ", "69 ", "74 "] {
    #expect(adder.text.contains("\n  " + status))
  }
}

@Test(arguments: [
  ([], "no command given; see 'adder --help'"),
  (["quantise"], "unknown command 'quantise'; did you mean 'quantize'?; see 'adder --help'"),
  (["example"], "missing --output DIRECTORY; see 'adder example --help'"),
  (
    ["example", "--ouput", "x"],
    "unknown option '--ouput'; did you mean '--output'?; see 'adder example --help'"
  ),
])
func usageErrorsExitWith64(arguments: [String], message: String) throws {
  let adder = try AdderProcess(arguments: arguments)
  #expect(adder.status == 64)
  #expect(adder.text == "")
  #expect(adder.errors == "adder: error: \(message)\n")
}

@Test func targetsAreListedAsTextAndAsTheSameJSONTwice() throws {
  let text = try AdderProcess("targets")
  #expect(text.status == 0)
  for target in ["host", "armv7-neon", "aarch64-neon", "rv64gc"] {
    #expect(text.text.contains(target + " "))
  }
  let json = try AdderProcess("targets", "--json")
  #expect(json.status == 0)
  #expect(try AdderProcess("targets", "--json").text == json.text)
}
