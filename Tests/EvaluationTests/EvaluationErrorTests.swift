import Evaluation
import Testing

@Test(
  arguments: [
    (.noSequences, "the data file holds no sequences; give one with at least one row"),
    (
      .wrongInput(needed: "tokens below 256", given: "frames of 12 features"),
      "the program reads tokens below 256, but the data file holds frames of 12 features; "
        + "give the data that belongs to this model"
    ),
    (
      .differentModels(
        reference: "tokens below 256 and 256 classes",
        program: "frames of 12 features and 9 classes"),
      "the reference has tokens below 256 and 256 classes, but the program has frames of 12 "
        + "features and 9 classes; give the checkpoint that the graph was made from"
    ),
    (
      .tooManyTokens(300_000_000, limit: 268_435_456),
      "the windows have 300000000 tokens together, more than the 268435456 that the compiled C "
        + "is given; use a longer stride or fewer windows"
    ),
    (.sequence(4, reason: "token 300 is bad"), "sequence 4: token 300 is bad"),
    (
      .labelCount(labels: 2, sequences: 3),
      "the data file has 2 labels for 3 sequences; give one for each"
    ),
    (
      .labelOutOfRange(label: 9, sequence: 4, classes: 9),
      "label 9 of sequence 4 is not in 0..<9; give the data that belongs to this model"
    ),
  ] as [(EvaluationError, String)])
func evaluationErrorSaysWhatToDo(error: EvaluationError, message: String) {
  #expect(error.description == message)
}
