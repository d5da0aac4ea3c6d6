@testable import Benchmark
import Emission
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

struct PackageBenchmarkTests {
  private func run(
    _ program: Program, target: String = "host", threads: Int = 1,
    _ change: (inout BenchmarkOptions) -> Void = { _ in }
  ) throws -> BenchmarkResult {
    let rows = program.isClassifier ? 1 : 2
    let input: IntegerSequence =
      switch program.input {
      case .token: .tokens([0, 0])
      case .frame(let width, _, _): .frames(Array(repeating: 0, count: 2 * width))
      case .image(let image): .image(Array(repeating: 0, count: image.count))
      }
    let golden = Golden(
      input: input, logits: Array(repeating: 0, count: rows * program[program.logits].count))
    var options = BenchmarkOptions(
      target: try TargetDescription.find(target), optimisation: "O1", milliseconds: 5,
      emission: EmissionOptions(golden: golden, threads: threads))
    change(&options)
    return try withTemporaryDirectory { directory in
      try PackageBenchmark.run(program, options: options, workDirectory: directory)
    }
  }

  @Test func imagesAreTimedWhole() throws {
    let program = TinyPrograms.image(seed: 63)
    let result = try run(program)
    #expect(result.prefillPositions == 1)
    #expect(
      result.steps.prefix(program.body.count).map(\.multiplyAccumulates)
        == program.body.map { 7 * program.operations(of: $0).multiplyAccumulates })
    #expect(result.decodeBytes == result.steps.reduce(0) { $0 + $1.bytes })
    #expect(result.decode.best > 0)
  }

  @Test(arguments: [1, 2])
  func everyStepIsListedWithItsTables(threads: Int) throws {
    for program in [TinyPrograms.language(seed: 61), TinyPrograms.classifier(seed: 62)] {
      let result = try run(program, threads: threads) { $0.prefill = 33 }
      #expect(result.prefillPositions == 33)
      #expect(result.steps.count == program.body.count + program.head.count)
      #expect(
        result.steps.map(\.multiplyAccumulates)
          == (program.body + program.head).map { program.operations(of: $0).multiplyAccumulates })
      #expect(result.steps.map(\.layer) == (program.body + program.head).map(\.origin.layer))
      let counted =
        program.isClassifier ? result.steps.prefix(program.body.count) : result.steps[...]
      #expect(result.decodeBytes == counted.reduce(0) { $0 + $1.bytes })
      #expect(result.tableBytes > 0)
      let rates = [result.decode, result.prefill] + result.reads.map(\.rate)
      #expect(rates.allSatisfy { $0.best >= $0.median && $0.median > 0 })
      #expect(result.shareOfReadLimit > 0)
    }
  }

  @Test func aTargetUnderAnEmulatorIsAnError() throws {
    let error = #expect(throws: BenchmarkError.self) {
      try run(TinyPrograms.language(seed: 63), target: "rv64gc")
    }
    let runner = try TargetDescription.find("rv64gc").runner[0]
    #expect(error == .foreign(target: "rv64gc", runner: runner))
  }

  @Test func toolsThatAreAbsentOrFailAreErrors() throws {
    let program = TinyPrograms.language(seed: 64)
    let missing = #expect(throws: BenchmarkError.self) {
      try run(program) { $0.compiler = "none-cc" }
    }
    #expect(missing == .missing(tool: "none-cc", packages: []))
    let failed = #expect(throws: BenchmarkError.self) {
      try run(program) { $0.compiler = "false" }
    }
    // A make that make itself runs says its level before the colon.
    let text = failed?.description ?? ""
    #expect(text.hasPrefix("build: status 2: make") && text.contains(": *** "), "\(text)")
  }

  @Test func whatIsNoMeasurementIsAnError() throws {
    let rates = """
      # quantity              best       median
      decode          10.0 9.0 positions/s
      prefill         20.0 19.0 positions/s
      read_1_stream   1.0 0.9 GB/s
      read_4_streams  4.0 3.0 GB/s
      read_8_streams  2.0 2.0 GB/s
      prefill_positions 512
      table_bytes 1000000000
      decode_bytes 100000000
      share_of_read_limit 0.25

      """
    let step = "step in_proj linear_s8_s8  -1 4 5 6.5\n"
    let result = try BenchmarkResult(rates: rates, steps: "# step\n" + step)
    #expect(result.decode == .init(best: 10, median: 9))
    #expect(result.readLimit == 4)
    #expect(result.shareOfReadLimit == 0.25)
    #expect(
      result.steps == [
        .init(
          name: "in_proj", kernel: "linear_s8_s8", layer: nil, bytes: 4, multiplyAccumulates: 5,
          nanoseconds: 6.5)
      ])
    let lacking = rates.replacing("read_4_streams  4.0", with: "read_4_streams  inf")
    #expect(throws: BenchmarkError.output(line: "no read_4_streams")) {
      try BenchmarkResult(rates: lacking, steps: step)
    }
    #expect(throws: BenchmarkError.output(line: "step 1")) {
      try BenchmarkResult(rates: rates, steps: "step 1")
    }
  }
}
