import CSyntax
import Testing

struct CIdentifierTests {
  @Test func validNames() {
    for name in ["a", "l00_x", "Model2"] { #expect(CIdentifier.isValid(name)) }
    let long = String(repeating: "a", count: 64)
    for name in ["", "2a", "_a", "a-b", "a b", "\u{e9}", long] {
      #expect(!CIdentifier.isValid(name))
    }
  }

  @Test func keywordsOfBothLanguagesAreReserved() {
    for name in ["int", "restrict", "class", "template", "linux", "errno"] {
      #expect(CIdentifier.isReserved(name))
    }
    #expect(!CIdentifier.isReserved("residual"))
  }

  @Test func namesAreUnique() {
    var symbols = SymbolTable(taken: ["logits"])
    #expect(symbols.unique("x") == "x")
    #expect(symbols.unique("x") == "x_2")
    #expect(symbols.unique("x") == "x_3")
    #expect(symbols.unique("logits") == "logits_2")
    #expect(symbols.unique("int") == "int_")
    #expect(symbols.unique("int") == "int_2")
    #expect(symbols.unique("7 days") == "x7_days")
    #expect(symbols.unique("") == "x_4")
  }
}
