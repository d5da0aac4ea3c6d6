/// What the programs of a package measured.
package struct BenchmarkResult: Hashable, Sendable {
  /// The fastest of several rounds, and the one in the middle.
  package struct Rate: Hashable, Sendable {
    package var best: Double
    package var median: Double
  }

  /// One step of the program at one position.
  package struct StepTime: Hashable, Sendable, Encodable {
    /// Without the layer: `in_proj`.
    package var name: String
    /// Function of the runtime, without `adder_`.
    package var kernel: String
    /// Nil before and after the layers.
    package var layer: Int?
    /// Of the tables that the step reads.
    package var bytes: Int
    package var multiplyAccumulates: Int
    package var nanoseconds: Double
  }

  /// Positions a second, one after the other.
  package var decode: Rate
  /// Positions a second, many at a time.
  package var prefill: Rate
  /// Positions of a prefill.
  package var prefillPositions: Int
  /// Rates at which all tables are read, in 10^9 bytes a second, with the number of streams.
  package var reads: [(streams: Int, rate: Rate)] {
    zip([1, 4, 8], [readInOneStream, readInFourStreams, readInEightStreams]).map { ($0, $1) }
  }
  package var readInOneStream: Rate
  package var readInFourStreams: Rate
  package var readInEightStreams: Rate
  /// Bytes of all tables.
  package var tableBytes: Int
  /// Bytes of tables that one position reads.
  package var decodeBytes: Int
  /// In the order of the program.
  package var steps: [StepTime]

  /// The fastest reading in 10^9 bytes a second.
  package var readLimit: Double { reads.map(\.rate.best).max() ?? 0 }

  /// The rate at which decoding reads tables, relative to ``readLimit``.
  package var shareOfReadLimit: Double {
    readLimit > 0 ? decode.best * Double(decodeBytes) / (readLimit * 1e9) : 0
  }
}

extension BenchmarkResult {
  /// Reads what the two programs printed.
  ///
  /// - Throws: ``BenchmarkError/output(line:)`` where a quantity is missing or senseless.
  init(rates: String, steps: String) throws(BenchmarkError) {
    var values: [Substring: [Double]] = [:]
    for line in rates.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ")
      values[words[0]] = words.dropFirst().prefix(2).compactMap { Double($0) }
    }
    func value(_ name: Substring) throws(BenchmarkError) -> Double {
      guard let value = values[name]?.first, value.isFinite, value >= 0, value < 1e15 else {
        throw .output(line: "no \(name)")
      }
      return value
    }
    func rate(_ name: Substring) throws(BenchmarkError) -> Rate {
      let best = try value(name)
      return Rate(best: best, median: values[name]?.dropFirst().first ?? best)
    }
    decode = try rate("decode")
    prefill = try rate("prefill")
    prefillPositions = Int(try value("prefill_positions"))
    readInOneStream = try rate("read_1_stream")
    readInFourStreams = try rate("read_4_streams")
    readInEightStreams = try rate("read_8_streams")
    tableBytes = Int(try value("table_bytes"))
    decodeBytes = Int(try value("decode_bytes"))
    self.steps = []
    for line in steps.split(separator: "\n") where !line.hasPrefix("#") {
      self.steps.append(try StepTime(line))
    }
  }
}

extension BenchmarkResult.StepTime {
  /// Reads `step NAME KERNEL LAYER BYTES MULTIPLY-ACCUMULATES NANOSECONDS`.
  fileprivate init(_ line: Substring) throws(BenchmarkError) {
    let words = line.split(separator: " ")
    guard words.count == 7, words[0] == "step", let layer = Int(words[3]),
      let bytes = Int(words[4]), let operations = Int(words[5]), let time = Double(words[6])
    else { throw .output(line: String(line)) }
    self.init(
      name: String(words[1]), kernel: String(words[2]), layer: layer < 0 ? nil : layer,
      bytes: bytes, multiplyAccumulates: operations, nanoseconds: time)
  }
}
