import FixedPoint

/// Third pass: interval arithmetic with the actual weights, in the order of evaluation.
///
/// Every inner value that does not saturate is bounded by the sum of the magnitudes of its
/// terms, so the proof holds for any order of summation, as SIMD kernels need.
/// - Precondition: structure and shapes are accepted.
struct RangeProof {
  static let int32Limit = Int(Int32.max)

  let program: Program
  var findings = Findings()
  /// Interval of each buffer's present contents; nil before it is written.
  private var intervals: [ClosedRange<Int>?]

  init(program: Program) {
    self.program = program
    intervals = Array(repeating: nil, count: program.buffers.count)
  }

  mutating func run() -> ProvedRanges {
    if let input = program.inputBuffer {
      switch program.input {
      case .token(let vocabulary): intervals[input.index] = 0...vocabulary - 1
      case .frame(_, _, let limit): intervals[input.index] = .symmetric(limit)
      case .image: intervals[input.index] = 0...255
      }
    }
    return ProvedRanges(body: prove(.body, program.body), head: prove(.head, program.head))
  }

  private mutating func prove(
    _ section: Violation.Section, _ steps: [Step]
  ) -> [ProvedRange] {
    var proved: [ProvedRange] = []
    for (index, step) in steps.enumerated() {
      findings.place = .step(section, index, step)
      let range = prove(step)
      for (id, interval) in zip(step.outputs, range.outputs) {
        intervals[id.index] = interval
      }
      proved.append(range)
    }
    return proved
  }

  private mutating func prove(_ step: Step) -> ProvedRange {
    switch step {
    case .embed(let s): prove(rows: s.weight, s.scale)
    case .gather: ProvedRange(accumulator: 128, outputs: [ElementType.int8.range])
    case .position(let s): prove(rows: s.weight, s.scale)
    case .normalize(let s): prove(s)
    case .linear(let s): prove(s)
    case .convolve(let s): prove(s)
    case .discretize(let s): prove(s)
    case .scan(let s): prove(s)
    case .rescale(let s): prove(s)
    case .discretizeHeads(let s): prove(s)
    case .scanHeads(let s): prove(s)
    case .gate(let s): prove(s)
    case .add(let s): prove(s)
    case .rotate(let s): prove(s)
    case .quantize(let s): prove(s)
    case .accumulate(let s): prove(s)
    case .mean(let s): prove(s)
    }
  }

  /// What the buffer may hold at this point.
  func interval(of id: BufferID) -> ClosedRange<Int> {
    intervals[id.index] ?? program[id].type.range
  }

  /// Reports the largest of `magnitudes` if it is beyond int32.
  /// - Returns: The largest magnitude, at most `Int32.max`.
  mutating func fit(_ quantity: Violation.Quantity, _ magnitudes: [Int]) -> Int {
    guard let worst = magnitudes.indices.max(by: { magnitudes[$0] < magnitudes[$1] }) else {
      return 0
    }
    return fit(quantity, magnitudes[worst], channel: magnitudes.count > 1 ? worst : nil)
  }

  mutating func fit(_ quantity: Violation.Quantity, _ magnitude: Int, channel: Int? = nil) -> Int {
    if magnitude > Self.int32Limit {
      findings.report(
        .fits(
          quantity, channel: channel, magnitude: UInt64(magnitude),
          limit: UInt64(Self.int32Limit)))
    }
    return min(magnitude, Self.int32Limit)
  }

  /// Interval of `requantize` over all channels, of accumulators within `magnitudes`.
  /// - Returns: 0...0 after a report, so that later steps are judged on their own.
  mutating func requantize(
    _ magnitudes: [Int], _ scale: ChannelScale
  ) -> ClosedRange<Int> {
    let largest = magnitudes.max() ?? 0
    guard case .int32(let multipliers) = program[scale.multiplier].data,
      case .uint8(let shifts) = program[scale.shift].data,
      fit(.accumulator, magnitudes) == largest, fits(largest, shiftedBy: scale.left)
    else { return 0...0 }
    var result = 0...0
    for channel in multipliers.indices {
      result = result.union(
        requantized(
          Int32(magnitudes[channel]), left: scale.left, multipliers[channel],
          shift: Int(shifts[channel])))
    }
    return result
  }

  /// As above, with one factor for all elements.
  mutating func requantize(_ magnitude: Int, _ scale: TensorScale) -> ClosedRange<Int> {
    guard fits(magnitude, shiftedBy: scale.left) else { return 0...0 }
    return requantized(
      Int32(magnitude), left: scale.left, scale.multiplier, shift: scale.shift)
  }

  /// Reports if `magnitude << left` is beyond int32.
  private mutating func fits(_ magnitude: Int, shiftedBy left: Int) -> Bool {
    let shifted = magnitude << left
    return fit(.shifted(left: left), shifted) == shifted
  }

  /// Both ends: rounding half up treats signs differently, and a factor may be negative.
  private func requantized(
    _ magnitude: Int32, left: Int, _ multiplier: Int32, shift: Int
  ) -> ClosedRange<Int> {
    let a = FixedPoint.requantize(magnitude, left: left, multiplier: multiplier, shift: shift)
    let b = FixedPoint.requantize(-magnitude, left: left, multiplier: multiplier, shift: shift)
    return Int(min(a, b))...Int(max(a, b))
  }
}

extension Constant {
  /// Sum of the magnitudes of each row of an int8 [rows, columns] table.
  func rowMagnitudes() -> [Int] {
    guard case .int8(let values) = data else { return [] }
    let columns = shape[1]
    return values.withUnsafeBufferPointer { values in
      (0..<shape[0]).map { row in
        let row = UnsafeBufferPointer(rebasing: values[row * columns..<(row + 1) * columns])
        return Self.sum(row)
      }
    }
  }

  /// Sum of the magnitudes of each column of an int8 [rows, columns] table.
  func columnMagnitudes() -> [Int] {
    guard case .int8(let values) = data else { return [] }
    var sums = Array(repeating: 0, count: shape[1])
    for (i, value) in values.enumerated() { sums[i % shape[1]] += Int(value.magnitude) }
    return sums
  }

  private static func sum(_ row: UnsafeBufferPointer<Int8>) -> Int {
    var total = 0
    var start = 0
    while start < row.count {
      // A block of 2^20 magnitudes of at most 128 is below 2^32, hence the wrapping sum.
      let end = min(row.count, start + 1 << 20)
      var block: UInt32 = 0
      for i in start..<end { block &+= UInt32(row[i].magnitude) }
      total += Int(block)
      start = end
    }
    return total
  }
}
