import Checkpoint
import CommandSyntax
import Evaluation
import FloatReference
import Interpreter
import Model

/// `adder evaluate`: the integer program against the float model.
enum EvaluateCommand: Subcommand {
  static let reference = Option(
    "reference", "CHECKPOINT", .directory, "checkpoint that the graph was made from", .required)
  static let data = Option(
    "data", "FILE", .file, "data: safetensors, or a text for a byte-level model", .required)
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
      "Use data that calibration has not seen.",
    ],
    arguments: [GraphInput.argument], options: [reference, data, SequenceFile.layout],
    flags: [json],
    examples: [
      Example(
        "adder evaluate shakespeare.graph --reference shakespeare --data held-out.txt",
        "perplexity of both")
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let interpreter = try Interpreter(try GraphInput.read(invocation))
    let model = try Checkpoint.load(directory: invocation.required(reference))
    let data = try SequenceFile.read(
      invocation.required(data), for: model.input, invocation)
    let result = try ProgressLine.during("evaluating") { line in
      try Evaluation.run(reference: FloatReference(model), program: interpreter, data: data) {
        line.report($0, of: $1)
      }
    }
    if invocation[json] {
      try Report.printJSON(result)
    } else {
      Report.printTable(rows(of: result))
    }
    return ExitCode.success
  }

  private static func rows(of result: EvaluationResult) -> [(String, String)] {
    let pairs: [(String, Double?, Double?)] = [
      ("perplexity", result.floatPerplexity, result.integerPerplexity),
      ("nll", result.floatNLL, result.integerNLL),
      ("accuracy", result.floatAccuracy, result.integerAccuracy),
      ("errors", result.floatErrors.map(Double.init), result.integerErrors.map(Double.init)),
    ]
    var rows = [("data", "\(result.sequences) sequences, \(result.positions) positions")]
    for case (let name, let float?, let integer?) in pairs {
      rows.append((name, "float \(short(float)), integer \(short(integer))"))
    }
    if let agreement = result.agreement { rows.append(("agreement", short(agreement))) }
    if let kl = result.kl { rows.append(("kl", short(kl))) }
    return rows
  }

  /// Five decimals, which is enough to see what quantization costs.
  private static func short(_ value: Double) -> String {
    "\((value * 100_000).rounded() / 100_000)"
  }
}
