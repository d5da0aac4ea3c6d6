import TestSupport
import Testing

@Test func textContinuesThePromptAndIsTheSameEachTime() throws {
  try Shakespeare.with { model in
    let arguments = ["generate-text", model.graph, "--prompt", "ROMEO:", "--count", "40"]
    let adder = try AdderProcess(arguments: arguments)
    #expect(adder.status == 0)
    #expect(adder.text.hasPrefix("ROMEO:"))
    #expect(adder.output.count == 6 + 40 + 1)
    #expect(try AdderProcess(arguments: arguments).output == adder.output)
  }
}

@Test func anEmptyPromptIsRefused() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess("generate-text", model.graph, "--prompt", "")
    #expect(adder.status == 65)
    #expect(
      adder.errors
        == "adder: error: the prompt is empty; give at least one byte to continue\n")
  }
}
