import Benchmark
import Emission
import Program
import TargetDescription

/// What `adder bench` prints.
struct BenchmarkReport: Encodable {
  var target: String
  var compiler: String
  var optimization: String
  var threads: Int
  /// Positions are tokens of a language model, frames of a classifier, whole images.
  var decodePositionsPerSecond: Double
  var decodePositionsPerSecondMedian: Double
  var prefillPositions: Int
  var prefillPositionsPerSecond: Double
  var prefillPositionsPerSecondMedian: Double
  var tableBytes: Int
  /// Bytes of tables that one position reads.
  var decodeBytes: Int
  var readBytesPerSecond1Stream: Double
  var readBytesPerSecond4Streams: Double
  var readBytesPerSecond8Streams: Double
  var readLimitBytesPerSecond: Double
  var shareOfReadLimit: Double
  var steps: [BenchmarkResult.StepTime]

  private let input: ProgramInput

  private enum CodingKeys: CodingKey {
    case target, compiler, optimization, threads, decodePositionsPerSecond
    case decodePositionsPerSecondMedian, prefillPositions, prefillPositionsPerSecond
    case prefillPositionsPerSecondMedian, tableBytes, decodeBytes, readBytesPerSecond1Stream
    case readBytesPerSecond4Streams, readBytesPerSecond8Streams, readLimitBytesPerSecond
    case shareOfReadLimit, steps
  }

  init(_ result: BenchmarkResult, _ options: BenchmarkOptions, _ input: ProgramInput) {
    target = options.target.id
    compiler = options.compiler ?? options.target.compilers[0]
    optimization = options.optimisation
    threads = options.emission.threads
    decodePositionsPerSecond = result.decode.best
    decodePositionsPerSecondMedian = result.decode.median
    prefillPositions = result.prefillPositions
    prefillPositionsPerSecond = result.prefill.best
    prefillPositionsPerSecondMedian = result.prefill.median
    tableBytes = result.tableBytes
    decodeBytes = result.decodeBytes
    readBytesPerSecond1Stream = result.readInOneStream.best * 1e9
    readBytesPerSecond4Streams = result.readInFourStreams.best * 1e9
    readBytesPerSecond8Streams = result.readInEightStreams.best * 1e9
    readLimitBytesPerSecond = result.readLimit * 1e9
    shareOfReadLimit = result.shareOfReadLimit
    steps = result.steps
    self.input = input
  }
}

extension BenchmarkReport {
  var text: String {
    let unit = input.unit + "s/s"
    func rate(_ best: Double, _ median: Double) -> String {
      "\(BenchmarkReport.rounded(best)) \(unit) (median \(BenchmarkReport.rounded(median)))"
    }
    let reads = [readBytesPerSecond1Stream, readBytesPerSecond4Streams, readBytesPerSecond8Streams]
      .map { Report.decimal($0 / 1e9, places: 1) }.joined(separator: " / ")
    let read = decodePositionsPerSecond * Double(decodeBytes) / 1e9
    let rows = [
      ["target", "\(target), \(compiler) -\(optimization), \(BenchmarkReport.threads(threads))"],
      [
        input.isWhole ? "classify" : "decode",
        rate(decodePositionsPerSecond, decodePositionsPerSecondMedian),
      ],
      input.isWhole
        ? []
        : [
          "prefill of \(prefillPositions)",
          rate(prefillPositionsPerSecond, prefillPositionsPerSecondMedian),
        ],
      ["reads", "\(decodeBytes) bytes of tables for each \(input.unit), of \(tableBytes)"],
      ["limit", "\(reads) GB/s in 1 / 4 / 8 streams"],
      [
        "reached",
        "\(Report.decimal(read, places: 2)) GB/s, "
          + "\(Report.decimal(100 * shareOfReadLimit, places: 1)) % of the best of these",
      ],
    ]
    let filled = rows.filter { !$0.isEmpty }
    return Report.table(filled[0], Array(filled.dropFirst())) + "\n" + stepTable
  }

  /// The steps of one name together, in the order of the program.
  private var stepTable: String {
    var names: [String] = []
    var groups: [String: [BenchmarkResult.StepTime]] = [:]
    for step in steps {
      if groups[step.name] == nil { names.append(step.name) }
      groups[step.name, default: []].append(step)
    }
    let total = steps.reduce(0) { $0 + $1.nanoseconds }
    let rows = names.map { name in
      BenchmarkReport.row(name, groups[name] ?? [], total: total)
    }
    return Report.table(
      ["step", "kernel", "calls", "microseconds", "share", "bytes", "GB/s"],
      rows + [BenchmarkReport.row("all", steps, total: total)])
  }

  private static func row(
    _ name: String, _ steps: [BenchmarkResult.StepTime], total: Double
  ) -> [String] {
    let time = steps.reduce(0) { $0 + $1.nanoseconds }
    let bytes = steps.reduce(0) { $0 + $1.bytes }
    return [
      name, name == "all" ? "" : steps[0].kernel, "\(steps.count)",
      Report.decimal(time / 1000, places: 2),
      Report.decimal(total > 0 ? 100 * time / total : nil, places: 1) + " %", "\(bytes)",
      Report.decimal(time > 0 && bytes > 0 ? Double(bytes) / time : nil, places: 2),
    ]
  }

  private static func threads(_ count: Int) -> String {
    count == 1 ? "1 thread" : "\(count) threads"
  }

  /// Whole from 100 on.
  private static func rounded(_ value: Double) -> String {
    Report.decimal(value, places: value < 100 ? 1 : 0)
  }
}

extension ProgramInput {
  /// What is counted.
  fileprivate var unit: String {
    switch self {
    case .token: "token"
    case .frame: "frame"
    case .image: "image"
    }
  }

  /// All positions come at once.
  fileprivate var isWhole: Bool { if case .image = self { true } else { false } }
}
