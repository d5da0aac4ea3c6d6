import FixedPoint

/// Third pass: interval arithmetic with the actual weights, in the order of evaluation, for each
/// element of every buffer on its own.
///
/// A sum of products must fit by the magnitudes of its terms, so the proof holds for any order of
/// summation, as SIMD kernels need. The interval of its result is exact in the signs.
/// - Precondition: structure and shapes are accepted.
struct RangeProof {
  static let int32Limit = Int(Int32.max)

  let program: Program
  var findings = Findings()
  /// Interval of each element of each buffer's present contents; nil before it is written.
  private var contents: [[ClosedRange<Int>]?]
  /// What each pool took in, by its sum; zero is among it.
  var pooled: [BufferID: ClosedRange<Int>] = [:]

  init(program: Program) {
    self.program = program
    contents = Array(repeating: nil, count: program.buffers.count)
  }

  mutating func run() -> ProvedRanges {
    if let input = program.inputBuffer {
      let range =
        switch program.input {
        case .token(let vocabulary): 0...vocabulary - 1
        case .frame(_, _, let limit): ClosedRange.symmetric(limit)
        case .image: 0...255
        }
      contents[input.index] = Array(repeating: range, count: program[input].count)
    }
    let body = prove(.body, program.body)
    keep()
    return ProvedRanges(body: body, head: prove(.head, program.head), pooled: pooled)
  }

  /// What the head may find: the values of the last position, zeros before the first one, or those
  /// of a restored state, of which each element may be what any of the buffer is.
  private mutating func keep() {
    for (index, buffer) in program.buffers.enumerated() {
      guard buffer.role == .state || buffer.role == .carried, contents[index] != nil else {
        continue
      }
      let id = BufferID(index)
      contents[index] = uniform(interval(of: id).union(0...0), id)
    }
  }

  private mutating func prove(
    _ section: Violation.Section, _ steps: [Step]
  ) -> [ProvedRange] {
    steps.enumerated().map { index, step in
      findings.place = .step(section, index, step)
      return ProvedRange(intervals: prove(step))
    }
  }

  private mutating func prove(_ step: Step) -> [ProvedInterval] {
    switch step {
    case .embed(let s): prove(rows: s.weight, s.scale, s.output)
    case .gather(let s): [write(s.output, uniform(ElementType.int8.range, s.output))]
    case .position(let s): prove(rows: s.weight, s.scale, s.output)
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

  // MARK: Buffers

  /// What each element of the buffer may hold at this point.
  func elements(of id: BufferID) -> [ClosedRange<Int>] {
    contents[id.index] ?? uniform(program[id].type.range, id)
  }

  /// What the buffer may hold at this point.
  func interval(of id: BufferID) -> ClosedRange<Int> {
    let elements = elements(of: id)
    return elements.dropFirst().reduce(elements.first ?? 0...0) { $0.union($1) }
  }

  /// The same interval for each element of a buffer.
  func uniform(_ range: ClosedRange<Int>, _ id: BufferID) -> [ClosedRange<Int>] {
    Array(repeating: range, count: program[id].count)
  }

  /// Stores what a buffer holds from here on: `ranges`, which the step saturates to `limit`.
  mutating func write(
    _ id: BufferID, _ ranges: [ClosedRange<Int>], saturatingTo limit: ClosedRange<Int>? = nil
  ) -> ProvedInterval {
    let kept = limit.map { limit in ranges.map { $0.clamped(to: limit) } } ?? ranges
    contents[id.index] = kept
    return ProvedInterval(
      .buffer(id), kept, saturating: limit.map { Self.count(ranges, beyond: $0) } ?? 0)
  }

  /// How many of `ranges` saturation to `limit` may cut.
  static func count(_ ranges: [ClosedRange<Int>], beyond limit: ClosedRange<Int>) -> Int {
    ranges.count { !limit.holds($0) }
  }

  // MARK: Registers

  /// Reports the largest of `magnitudes` if it is beyond int32.
  /// - Returns: True if all fit.
  mutating func fit(_ quantity: Violation.Quantity, _ magnitudes: [Int]) -> Bool {
    guard let worst = magnitudes.indices.max(by: { magnitudes[$0] < magnitudes[$1] }),
      magnitudes[worst] > Self.int32Limit
    else { return true }
    findings.report(
      .fits(
        quantity, channel: magnitudes.count > 1 ? worst : nil,
        magnitude: UInt64(magnitudes[worst]), limit: UInt64(Self.int32Limit)))
    return false
  }

  /// Intervals of `requantize` of each element.
  /// - Returns: 0...0 after a report, so that later steps are judged on their own.
  mutating func requantize(
    _ values: [ClosedRange<Int>], _ scale: ChannelScale
  ) -> [ClosedRange<Int>] {
    guard case .int32(let multipliers) = program[scale.multiplier].data,
      case .uint8(let shifts) = program[scale.shift].data, fits(values, shiftedBy: scale.left)
    else { return values.map { _ in 0...0 } }
    return values.indices.map {
      requantized(values[$0], left: scale.left, multipliers[$0], shift: Int(shifts[$0]))
    }
  }

  /// As above, with one factor for all elements.
  mutating func requantize(
    _ values: [ClosedRange<Int>], _ scale: TensorScale
  ) -> [ClosedRange<Int>] {
    guard fits(values, shiftedBy: scale.left) else { return values.map { _ in 0...0 } }
    return values.map {
      requantized($0, left: scale.left, scale.multiplier, shift: scale.shift)
    }
  }

  /// Reports unless all `values` and `values << left` fit int32.
  mutating func fits(_ values: [ClosedRange<Int>], shiftedBy left: Int) -> Bool {
    let magnitudes = values.map(\.magnitude)
    return fit(.accumulator, magnitudes)
      && (left == 0 || fit(.shifted(left: left), magnitudes.map { $0 << left }))
  }

  /// Both ends: a factor may be negative.
  func requantized(
    _ range: ClosedRange<Int>, left: Int, _ multiplier: Int32, shift: Int
  ) -> ClosedRange<Int> {
    let ends = [range.lowerBound, range.upperBound].map {
      Int(
        FixedPoint.requantize(Int32($0), left: left, multiplier: multiplier, shift: shift))
    }
    return min(ends[0], ends[1])...max(ends[0], ends[1])
  }

  mutating func need(_ operand: String, _ id: BufferID, in needed: ClosedRange<Int>) {
    let range = interval(of: id)
    if !needed.holds(range) {
      findings.report(
        .range(operand: operand, buffer: program[id].name, range, needed: needed))
    }
  }
}
