import Benchmark
import CommandSyntax
import Emission
import Interpreter
import Program
import TargetDescription

/// `adder bench`: how fast the emitted C is on this machine, and what bounds it.
enum BenchCommand: Subcommand {
  static let target = Option(
    "target", "TARGET", .target, "kernels to measure; 'adder targets' lists them", .required)
  static let compiler = Option(
    "cc", "COMPILER", .compiler, "C compiler, the first one of the target unless given")
  static let optimization = Option(
    "optimize", "LEVEL", .choice(["O0", "O1", "O2", "O3", "Os"]), "optimization, O3 unless given")
  static let prefill = Option(
    "prefill", "N", .integer(1...65536),
    "positions of a prefill, 512 unless given; of a classifier's sequence, 100 unless given")
  static let milliseconds = Option(
    "milliseconds", "N", .integer(1...1_000_000), "time for each quantity, 1000 unless given")
  static let threads = Option(
    "threads", "N", .integer(1...EmissionOptions.mostThreads),
    "share the work among N threads, 1 unless given")
  static let json = Flag("json", "print JSON, with every step")

  static let description = Command(
    name: "bench",
    summary: "measure how fast the emitted C is on this machine",
    discussion: [
      """
      Emits the C, compiles it and times it: positions a second one after the other and many at a \
      time, and each step. In the same run it reads all tables of the model in one, four and eight \
      streams, and says what share of the best of these rates decoding reaches.
      """,
      """
      Each rate is that of the fastest of nine rounds, beside the median. A package that 'adder \
      generate' writes has the same programs, for boards: 'make bench' runs them.
      """,
    ],
    arguments: [GraphInput.argument],
    options: [
      target, compiler, optimization, prefill, milliseconds, TablePlacement.weights, threads,
    ],
    flags: [json],
    examples: [
      Example("adder bench shakespeare.graph --target host", "portable kernels"),
      Example(
        "adder bench shakespeare.graph --target x86-64-v3 --threads 2 --prefill 128",
        "kernels for AVX2, two threads"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let target = try TargetDescription.find(invocation.required(target))
    let program = try GraphInput.read(invocation)
    let input = BuiltInInput.selfTest(for: program.input)
    let golden = Golden(input: input, logits: try Interpreter(program).logits(for: input))
    var options = BenchmarkOptions(
      target: target,
      emission: EmissionOptions(
        golden: golden, weights: TablePlacement.weights(of: invocation),
        threads: invocation[threads].flatMap(Int.init) ?? 1))
    options.compiler = invocation[compiler]
    if let level = invocation[optimization] { options.optimisation = level }
    options.prefill = invocation[prefill].flatMap(Int.init)
    if let time = invocation[milliseconds].flatMap(Int.init) { options.milliseconds = time }
    let result = try WorkDirectory.during { work in
      try ProgressLine.during("benchmark") { line in
        try PackageBenchmark.run(program, options: options, workDirectory: work) {
          line.report($0)
        }
      }
    }
    let report = BenchmarkReport(result, options, program.input)
    if invocation[json] {
      try Report.printJSON(report)
    } else {
      Report.print(report.text)
    }
    return ExitCode.success
  }
}
