import Evaluation
import Testing

@Test(arguments: [
  (.noSequences, "the data file holds no sequences; give one with at least one row"),
  (
    .wrongInput(needed: "tokens below 256", given: "frames of 12 features"),
    "the program reads tokens below 256, but the data file holds frames of 12 features; "
      + "give the data that belongs to this model"
  ),
  (
    .differentOutputs(model: 512, program: 9),
    "the reference has 512 logits for a sequence where the program has 9; "
      + "give the checkpoint that the graph was made from"
  ),
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
