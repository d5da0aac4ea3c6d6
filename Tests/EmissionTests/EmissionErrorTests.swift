import Emission
import Testing

struct EmissionErrorTests {
  @Test(arguments: [
    (
      EmissionError.refused(program: "m", violations: ["a", "b", "c", "d"]),
      "program m is refused by the verifier (4 violations): a; b; c. "
        + "Quantize the checkpoint again."
    ),
    (
      .marker(template: "run.c", marker: "x", known: ["a", "b"]),
      "template run.c: marker 'x' is not one of a, b"
    ),
    (
      .missingFile("Templates/run.c"),
      "Templates/run.c is not part of this executable; run .ci/list-assets and build again"
    ),
    (.write(path: "out", reason: "no space"), "out: cannot be written (no space)"),
  ])
  func textSaysWhatAndWhere(error: EmissionError, text: String) {
    #expect(error.description == text)
  }
}
