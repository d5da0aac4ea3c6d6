import CSyntax
import Testing

struct CStringTests {
  @Test func literalsAreASCII() {
    #expect(CString.literal("") == "\"\"")
    #expect(CString.literal("class 1") == "\"class 1\"")
    #expect(CString.literal("\u{e9}1") == "\"\\303\\2511\"")
    #expect(CString.literal("\u{1}\n") == "\"\\001\\012\"")
  }

  @Test func literalsCannotBeEscaped() {
    #expect(CString.literal("a\"b\\c??/") == "\"a\\\"b\\\\c\\?\\?/\"")
  }

  @Test func literalsAreNoLongerThanCompilersTake() {
    let text = String(repeating: "x", count: 5000)
    #expect(CString.literal(text).utf8.count == CString.bytes + 2)
  }

  @Test func tablesHaveOneStringInALine() {
    let text = String(
      decoding: CPrinter.print([.strings(name: "m_labels", ["a", "b"])]), as: UTF8.self)
    #expect(text == "const char *const m_labels[] = {\n  \"a\",\n  \"b\",\n};\n")
  }
}
