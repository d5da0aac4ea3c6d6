package import Interpreter
package import Program

/// The state of the selective scan over the positions of a sequence, as a share of the range
/// of int16: whether it drifts, and whether its scales leave room.
package struct StateRanges: Hashable, Sendable, Encodable {
  package struct Layer: Hashable, Sendable, Encodable {
    package var layer: Int
    /// Largest |h| over all states and positions of each bin, as a share of 32767.
    package var maximum: [Double]
    /// Mean |h| of each bin, as a share of 32767.
    package var mean: [Double]
    /// Elements at an end of the range in each bin: the state saturated or nearly so.
    package var saturated: [Int]
  }

  /// Positions of each bin: the first and the one after the last. Bins double: 0..<1, 1..<2,
  /// 2..<4, 4..<8, ...
  package var bins: [Range<Int>]
  package var layers: [Layer]

  /// Runs `program` over `sequences` and gathers its states.
  ///
  /// - Throws: ``InterpreterError``.
  package static func measure(
    _ program: Program, on sequences: [IntegerSequence], progress: ((Int, Int) -> Void)? = nil
  ) throws(InterpreterError) -> StateRanges {
    let interpreter = try Interpreter(program)
    var sink = StateSink(program)
    for (index, sequence) in sequences.enumerated() {
      try interpreter.runBody(sequence, trace: &sink)
      progress?(index + 1, sequences.count)
    }
    return sink.ranges
  }

  /// Bin of a position.
  static func bin(of position: Int) -> Int {
    position == 0 ? 0 : Int.bitWidth - position.leadingZeroBitCount
  }

  /// Positions of a bin.
  static func positions(ofBin bin: Int) -> Range<Int> {
    bin == 0 ? 0..<1 : 1 << (bin - 1)..<1 << bin
  }
}

/// Takes the states out of a trace.
private struct StateSink: TraceSink {
  private struct Tally {
    var layer: Int
    var maximum: [Int] = []
    var sum: [Double] = []
    var count: [Int] = []
    var saturated: [Int] = []
  }

  /// Index of the tally by buffer.
  private var index: [BufferID: Int] = [:]
  private var tallies: [Tally] = []

  init(_ program: Program) {
    for step in program.body {
      let state: BufferID
      switch step {
      case .scan(let scan): state = scan.state
      case .scanHeads(let scan): state = scan.state
      default: continue
      }
      index[state] = tallies.count
      tallies.append(Tally(layer: step.origin.layer ?? tallies.count))
    }
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard let index = index[buffer] else { return }
    let bin = StateRanges.bin(of: position)
    while tallies[index].count.count <= bin {
      tallies[index].maximum.append(0)
      tallies[index].sum.append(0)
      tallies[index].count.append(0)
      tallies[index].saturated.append(0)
    }
    var maximum = 0
    var sum = 0
    var saturated = 0
    for offset in stride(from: 0, to: bytes.count, by: 2) {
      let value = Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self))
      let magnitude = abs(Int(value))
      maximum = max(maximum, magnitude)
      sum += magnitude
      if magnitude >= 32767 { saturated += 1 }
    }
    tallies[index].maximum[bin] = max(tallies[index].maximum[bin], maximum)
    tallies[index].sum[bin] += Double(sum)
    tallies[index].count[bin] += bytes.count / 2
    tallies[index].saturated[bin] += saturated
  }

  var ranges: StateRanges {
    let bins = tallies.map(\.count.count).max() ?? 0
    return StateRanges(
      bins: (0..<bins).map(StateRanges.positions),
      layers: tallies.map { tally in
        StateRanges.Layer(
          layer: tally.layer, maximum: tally.maximum.map { Double($0) / 32767 },
          mean: zip(tally.sum, tally.count).map { $0 / Double(max($1, 1)) / 32767 },
          saturated: tally.saturated)
      })
  }
}
