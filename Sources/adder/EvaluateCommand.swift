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
  static let limit = Option(
    "limit", "COUNT", .integer(1...1_000_000_000),
    "sequences of the data that are used, the first ones, or windows where they are cut; all "
      + "unless given")
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
      """
      With --window a language model is scored on windows of the sequences, each from a fresh \
      state, so that one long row of tokens, or a text, is scored with a context of bounded \
      length. A --stride shorter than the window leaves every token some context: tokens that \
      the window before had already are read again, but do not count again.
      """,
      """
      With --engine c the emitted C is compiled at -O2 and all data runs through it, under the \
      emulator of a foreign target, in as many processes as there are cores. A logit that differs \
      from the interpreter's is an error that names sequence, position, class and both values; \
      the figures are those of both.
      """,
      "Use data that calibration has not seen.",
    ],
    arguments: [GraphInput.argument],
    options: [
      reference, data, SequenceFile.layout, WindowOptions.window, WindowOptions.stride, limit,
      CompiledEngine.engine, CompiledEngine.target,
    ],
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
      Example(
        "adder evaluate shakespeare.graph --reference shakespeare "
          + "--data shakespeare/held-out.txt --window 256 --stride 128",
        "perplexity with at least 128 bytes of context"),
      Example(
        "adder evaluate vowels.graph --reference vowels --data vowels/evaluation.safetensors "
          + "--engine c --target rv64gc",
        "the whole test set through the C, on an emulated RISC-V"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    try CompiledEngine.check(invocation)
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
    let limit = invocation[limit].flatMap { Int($0) }
    let windowing = try WindowOptions.read(invocation, for: interpreter.program, limit: limit)
    var data = try SequenceFile.read(
      invocation.required(data), for: interpreter.program, invocation,
      cutsText: windowing == nil)
    if windowing == nil { data = data.prefix(limit) }
    let proof = try proof(interpreter, data, windowing, invocation)
    let result = try during("evaluating", data.sequences.unit) { progress in
      try Evaluation.run(
        reference: FloatReference(model), program: interpreter, data: data,
        windowing: windowing, progress: progress)
    }
    reviewAccuracy(result, classes: interpreter.classes)
    let report = EvaluationReport(
      result: result, labels: interpreter.program.labels, proof: proof,
      byPosition: invocation[byPosition])
    if invocation[json] {
      try Report.printJSON(report)
    } else {
      report.printTables()
    }
    return ExitCode.success
  }

  /// That the C equals the interpreter on the data, where that is asked for.
  private static func proof(
    _ interpreter: Interpreter, _ data: DataSet, _ windowing: Windowing?,
    _ invocation: Invocation
  ) throws -> CompiledEngine.Proof? {
    guard CompiledEngine.isChosen(invocation) else { return nil }
    let sequences =
      try windowing?.sequences(of: data) ?? data.integerSequences(for: interpreter.program.input)
    return try during("running the C", "sequences") {
      try CompiledEngine.run(interpreter, sequences, invocation, progress: $0)
    }
  }

  /// Runs `body` with a progress line of what is done, in `unit`, and its speed.
  private static func during<Result>(
    _ label: String, _ unit: String,
    _ body: (@escaping @Sendable (Int, Int) -> Void) throws -> Result
  ) rethrows -> Result {
    let start = ContinuousClock.now
    return try ProgressLine.during(label) { line in
      try body { done, total in
        let rate = Double(done) / max((ContinuousClock.now - start) / .seconds(1), 1e-9)
        line.report(
          "\(done) of \(total), \(Report.decimal(rate, places: 1)) \(unit) per second")
      }
    }
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

extension Sequences {
  /// What progress counts.
  fileprivate var unit: String {
    switch self {
    case .tokens: "tokens"
    case .frames: "frames"
    case .images: "images"
    }
  }
}
