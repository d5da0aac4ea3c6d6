import CSyntax
import Testing

struct CPrefixTests {
  @Test(arguments: [
    ("lm-shakespeare", "lm_shakespeare"), ("my--model v2.", "my_model_v2"), ("int", "m_int"),
    ("concept", "m_concept"), ("adder-lm", "m_adder_lm"), ("2m", "m_2m"), ("", "model"),
    ("\u{30e2}\u{30c7}\u{30eb}", "model"), ("__x__", "x"), ("String", "m_string"),
  ])
  func textBecomesAPrefix(text: String, prefix: String) {
    #expect(CPrefix.make(from: text) == prefix)
  }

  @Test func madePrefixesAreUsable() {
    let long = String(repeating: "a", count: 60)
    let texts = [long, "7" + long, "adder" + long, String(repeating: "a_", count: 30), "main"]
    for text in texts {
      let prefix = CPrefix.make(from: text)
      #expect(CPrefix.isWellFormed(prefix) && !CPrefix.isTaken(prefix), "\(prefix)")
    }
  }

  @Test func headersAndWordsAreTaken() {
    for name in ["string", "stdio", "time", "math", "main", "class", "concept", "adderall", "int8"]
    {
      #expect(CPrefix.isTaken(name))
    }
    for name in ["write", "read", "run", "x", "keywords_10"] { #expect(!CPrefix.isTaken(name)) }
  }
}
