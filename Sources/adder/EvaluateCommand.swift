import Checkpoint
import CommandSyntax
import Evaluation
import FloatReference
import Interpreter
import Model
import Program

/// `adder evaluate`: the integer program against the float model.
enum EvaluateCommand: Subcommand {
  static let reference = Option(
    "reference", "CHECKPOINT", .directory, "checkpoint that the graph was made from", .required)
  static let data = Option(
    "data", "FILE", .file, "data: safetensors, or a text for a byte-level model", .required)
  static let anyReference = Flag(
    "any-reference", "compare with a checkpoint that the graph was not made from")
  static let byPosition = Flag(
    "by-position", "perplexity by position in the sequence, in ranges that double")
  static let json = Flag("json", "print JSON")

  static let description = Command(
    name: "evaluate",
    summary: "compare a graph with its float checkpoint on data",
    discussion: [
      """
      Runs both over the data. A language model is scored on each next token, a classifier on \
      the labels where the file has them. Agreement is the share of equal best classes, KL the \
      mean divergence of the integer distribution from that of the float model, in nats.
      """,
      """
      The reference must be the checkpoint that the graph was made from, of which the graph \
      records the hash; --any-reference compares with another one of the same shape.
      """,
      "Use data that calibration has not seen.",
    ],
    arguments: [GraphInput.argument], options: [reference, data, SequenceFile.layout],
    flags: [anyReference, byPosition, json],
    examples: [
      Example(
        "adder evaluate shakespeare.graph --reference shakespeare "
          + "--data shakespeare/held-out.txt",
        "perplexity of both"),
      Example(
        "adder evaluate shakespeare.graph --reference shakespeare "
          + "--data shakespeare/held-out.txt --by-position",
        "whether the integer state drifts"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let interpreter = try Interpreter(try GraphInput.read(invocation))
    let model = try Checkpoint.load(directory: invocation.required(reference))
    if invocation[byPosition], interpreter.program.isClassifier {
      throw UsageError.inapplicable(
        command: "adder evaluate", option: byPosition.name,
        reason: "the model is a classifier, which predicts no next token")
    }
    if !invocation[anyReference] {
      try GraphInput.check(
        interpreter.program, wasMadeFrom: model, at: invocation.required(reference), invocation,
        remedy: anyReference)
    }
    let data = try SequenceFile.read(
      invocation.required(data), for: interpreter.program, invocation)
    let result = try ProgressLine.during("evaluating") { line in
      try Evaluation.run(reference: FloatReference(model), program: interpreter, data: data) {
        line.report($0, of: $1)
      }
    }
    reviewAccuracy(result, classes: interpreter.classes)
    let positions = invocation[byPosition] ? PositionTable(result) : nil
    if invocation[json] {
      try positions.map(Report.printJSON) ?? Report.printJSON(result)
    } else {
      Report.printTable(EvaluationTable(result).rows)
      if let positions { Report.print("\n" + positions.text) }
    }
    return ExitCode.success
  }

  /// Warns where the float model hardly does better than guessing, which no quantization
  /// explains: within a twentieth of the way from chance to perfection.
  private static func reviewAccuracy(_ result: EvaluationResult, classes: Int) {
    guard result.floatErrors != nil, let accuracy = result.floatAccuracy, classes > 1 else {
      return
    }
    let chance = 1 / Double(classes)
    if accuracy <= chance + (1 - chance) / 20 {
      Report.warn(
        "the float model itself is near chance on this data; is the layout right? see --layout")
    }
  }
}
