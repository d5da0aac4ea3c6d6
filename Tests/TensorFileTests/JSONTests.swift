import TensorFile
import TestSupport
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) throws -> JSON {
    try parse(Array(text.utf8))
  }

  private func parse(_ bytes: [UInt8]) throws -> JSON {
    try bytes.withUnsafeBytes { try JSON.parse($0, path: "f") }
  }

  @Test func readsEveryKindOfValue() throws {
    let json = try parse(
      #" {"z": [1, -2, 0, 1.5, -2e3], "a": {"t": true, "f": false, "n": null}, "s": "x"} "#)
    #expect(json.members?.map(\.key) == ["z", "a", "s"])
    #expect(
      json["z"] == .array([.integer(1), .integer(-2), .integer(0), .number(1.5), .number(-2000)]))
    #expect(json["a"]?["t"] == .bool(true))
    #expect(json["a"]?["n"] == .null)
    #expect(json["s"]?.string == "x")
    #expect(json["missing"] == nil)
  }

  @Test func readsWhatPythonWritesForNonFiniteNumbers() throws {
    #expect(
      try parse("[Infinity, -Infinity]") == .array([.number(.infinity), .number(-.infinity)]))
    #expect(try parse("NaN").number?.isNaN == true)
  }

  @Test func keepsIntegersExactUpTo64Bits() throws {
    #expect(try parse("9223372036854775807") == .integer(.max))
    #expect(try parse("-9223372036854775808") == .integer(.min))
    #expect(try parse("9223372036854775808") == .number(9_223_372_036_854_775_808))
  }

  @Test func quotedStringsReadBack() throws {
    for text in ["", "plain", "\"\\/\n\r\t\u{0}\u{1f}\u{7f}", "äß€𝄞", "a\u{2028}b"] {
      #expect(try parse(JSON.quoted(text)).string == text)
    }
    #expect(try parse(#""\u00e4\ud834\udd1e\b\f\/""#).string == "ä𝄞\u{8}\u{c}/")
  }

  @Test(arguments: [
    ("", "'f' holds invalid JSON at byte 0: the text ends too early"),
    ("{", "'f' holds invalid JSON at byte 1: the text ends too early"),
    ("[1,]", "'f' holds invalid JSON at byte 3: expected a value"),
    ("[1 2]", "'f' holds invalid JSON at byte 3: expected ',' or ']'"),
    ("{1:2}", "'f' holds invalid JSON at byte 1: expected a key in quotes"),
    (#"{"a" 1}"#, "'f' holds invalid JSON at byte 5: expected ':'"),
    (#"{"a":1 "b":2}"#, "'f' holds invalid JSON at byte 7: expected ',' or '}'"),
    (
      #"{"a":1,"a":2}"#,
      "'f' holds invalid JSON at byte 7: the key 'a' appears twice in one object"
    ),
    ("nul", "'f' holds invalid JSON at byte 0: the text ends too early"),
    ("nuls", "'f' holds invalid JSON at byte 0: expected 'null'"),
    ("1 2", "'f' holds invalid JSON at byte 2: text follows the value"),
    ("01", "'f' holds invalid JSON at byte 0: malformed number"),
    ("-", "'f' holds invalid JSON at byte 0: malformed number"),
    ("1e999", "'f' holds invalid JSON at byte 0: malformed number"),
    ("1-2", "'f' holds invalid JSON at byte 0: malformed number"),
    (#""\x""#, "'f' holds invalid JSON at byte 3: malformed escape in a string"),
    (#""\ud834""#, "'f' holds invalid JSON at byte 7: malformed escape in a string"),
    (#""\u+123""#, "'f' holds invalid JSON at byte 3: malformed escape in a string"),
    (
      "\"\n\"",
      "'f' holds invalid JSON at byte 1: a string holds a control character that is not escaped"
    ),
  ])
  func namesTheOffsetAndTheProblem(text: String, message: String) {
    #expect(errorText { _ = try parse(text) } == message)
  }

  @Test func rejectsInvalidUTF8() {
    let message = "'f' holds invalid JSON at byte 3: a string is not valid UTF-8"
    #expect(errorText { _ = try parse([0x22, 0xff, 0x22]) } == message)
  }

  @Test func boundsTheNesting() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(64))
    let message = "'f' holds invalid JSON at byte 64: nested deeper than 64 levels"
    #expect(errorText { _ = try parse(nested(65)) } == message)
    #expect(
      errorText {
        _ = try parse(String(repeating: "[", count: 1_000_000))
      } == message)
  }
}
