import CSyntax
import Testing

struct CPrinterTests {
  private func text(_ nodes: CNode..., indent: Int = 0) -> String {
    String(decoding: CPrinter.print(nodes, indent: indent), as: UTF8.self)
  }

  @Test func commentsHaveOneForm() {
    #expect(text(.comment(["one line"])) == "/*  one line */\n")
    #expect(
      text(.comment(["first", "", "third"]), indent: 2)
        == "  /*  first\n   *\n   *  third\n   */\n")
  }

  @Test func commentsCannotBeEscaped() {
    #expect(
      text(.comment(["a */ b /* c ??/ \u{e9}\n\\"])) == "/*  a *_ b /_ c ?_/ ___ */\n")
    #expect(CComment.sanitized("*/*") == "*_*")
    #expect(CComment.sanitized("/*/") == "/_/")
  }

  @Test func rulesHaveOneWidth() {
    for title in ["layer 2", "a much longer title of a section"] {
      #expect(text(.rule(title), indent: 2).utf8.count == 97)
    }
  }

  @Test func directivesAndBlank() {
    #expect(text(.include("a.h")) == "#include \"a.h\"\n")
    #expect(text(.define("WIDTH", .integer(-3)), .blank) == "#define WIDTH -3\n\n")
  }

  @Test func literalsAreValid() {
    #expect(CValue.integer(-2_147_483_648).text == "INT32_MIN")
    #expect(CValue.integer(2_147_483_648).text == "INT64_C(2147483648)")
    #expect(CValue.unsigned64(.max).text == "UINT64_C(18446744073709551615)")
    #expect(CValue.list([.name("a"), .address("b"), .integer(0)]).text == "{a, &b, 0}")
  }

  @Test func structuresHoldDeclarations() {
    let member = CDeclaration(type: "int16_t", name: "dt", count: 4)
    #expect(
      text(.structure(name: "m_state", members: [.declaration(member)]))
        == "typedef struct {\n  int16_t dt[4];\n} m_state;\n")
    #expect(
      text(.declaration(CDeclaration(qualifiers: "extern const", type: "t", name: "x")))
        == "extern const t x;\n")
  }

  @Test func objectsUseDesignatedInitialisers() {
    let object = CObject(
      type: "adder_scan_params", name: "m_scan",
      fields: [.init("a", .name("m_a")), .init("scale", .list([.integer(1), .integer(2)]))])
    #expect(
      text(.object(object))
        == "const adder_scan_params m_scan = {\n  .a = m_a,\n  .scale = {1, 2},\n};\n")
  }

  @Test func longCallsAreBroken() {
    #expect(text(.call("f", [.name("a"), .integer(2)])) == "f(a, 2);\n")
    let arguments = (0..<4).map { CValue.name(String(repeating: "x", count: 30) + "\($0)") }
    let lines = text(.call("function", arguments), indent: 2).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0] == "  function(")
    #expect(lines.allSatisfy { $0.utf8.count <= 100 })
    #expect(lines[2].hasSuffix("3);"))
  }

  @Test func tablesAreAligned() {
    #expect(
      text(.table(CTable(name: "t", shape: [2, 9], values: .int8(Array(-2...15)))))
        == """
        static const int8_t t[2 * 9] = {
          -2, -1,  0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13,
          14, 15,
        };

        """)
    #expect(
      text(.table(CTable(name: "t", shape: [3], values: .int32([.min, 0, .max]))))
        == "static const int32_t t[3] = {\n   INT32_MIN,          0, 2147483647,\n};\n")
    #expect(
      text(.table(CTable(name: "t", shape: [2], values: .uint32([.max, 7]))))
        == "static const uint32_t t[2] = {\n  4294967295u,          7u,\n};\n")
  }

  @Test func widestRowsFit() {
    let tables: [CTable.Values] = [
      .int8(Array(repeating: -128, count: 40)), .uint8(Array(repeating: 255, count: 40)),
      .int16(Array(repeating: .min, count: 40)), .int32(Array(repeating: .min + 1, count: 40)),
      .uint32(Array(repeating: .max, count: 40)),
    ]
    for values in tables {
      let lines = text(.table(CTable(name: "t", shape: [40], values: values)))
        .split(separator: "\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 100 })
    }
  }
}
