import CSyntax
import Testing

@Test func usualSectionsAreAccepted() {
  for name in [".ext_flash", ".rodata.weights", "extflash", "_w", ".xip.Model_2", ".dataset"] {
    #expect(CSection.isValid(name), "\(name)")
  }
  #expect(CSection.isValid(String(repeating: "a", count: 64)))
}

@Test func otherSectionsAreRefused() {
  let hostile = [
    "", ".", "..", "1a", "a b", "a\"b", "a,\"aw\"", "a\n.globl x", "a;b", "a/*b", "$(x)", "é",
    "a-b",
    String(repeating: "a", count: 65),
  ]
  let taken = [
    ".text", ".text.hot", ".data", ".data.x", ".bss", ".tbss.x", ".debug_info", ".rela.x",
  ]
  for name in hostile + taken { #expect(!CSection.isValid(name), "\(name)") }
}
