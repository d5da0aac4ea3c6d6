/// What the values of a saved state can be: the program's verifier proved that no sum overflows
/// for these, and for no others.
///
/// A seal finds damage, not forgery, so that the interpreter and the emitted C check the values of
/// every state before they restore it.
package struct SavedLimits: Hashable, Sendable {
  /// A sum of int16 values that lies in the state with their number.
  package struct Pool: Hashable, Sendable {
    /// int32 [width], `count` times the ends of `values`.
    package var sum: BufferID
    /// int32 [1], 0...65535.
    package var count: BufferID
    /// What is added up; 0 is among it.
    package var values: ClosedRange<Int>
  }

  /// What the elements of each buffer of ``SavedState/buffers`` lie in.
  package let intervals: [ClosedRange<Int>]
  /// Pools whose sums must suit their counts.
  package let pools: [Pool]
  /// Positions are below: no session lives to count that far.
  package static let positions = UInt64(1) << 62

  /// - Precondition: The verifier accepts `program`, and `saved` and `proved` are of it.
  package init(of program: Program, _ saved: SavedState, proved: ProvedRanges) {
    var intervals: [BufferID: ClosedRange<Int>] = [:]
    var pools: [Pool] = []
    for (step, range) in zip(program.body, proved.body) {
      // What the last step wrote stays until the next position; zero is there before the first.
      for (buffer, interval) in zip(step.outputs, range.outputs) {
        intervals[buffer] = interval.range.union(0...0)
      }
      if case .accumulate(let pool) = step {
        pools.append(
          Pool(sum: pool.sum, count: pool.count, values: proved.pooled[pool.sum] ?? 0...0))
      }
    }
    self.intervals = saved.buffers.map { intervals[$0] ?? 0...0 }
    self.pools = pools
  }

  /// True if the program can come to have the state in `bytes`, which its seal accepts.
  package func allow(_ bytes: [UInt8], of program: Program, _ saved: SavedState) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let position = bytes.loadUnaligned(
        fromByteOffset: SavedState.positionOffset, as: UInt64.self)
      guard UInt64(littleEndian: position) < SavedLimits.positions else { return false }
      for (index, id) in saved.buffers.enumerated() {
        let (type, offset) = (program[id].type, saved.offsets[index])
        let isAllowed = (0..<program[id].count).allSatisfy {
          intervals[index].contains(SavedLimits.element(bytes, offset + $0 * type.size, type))
        }
        guard isAllowed else { return false }
      }
      return pools.allSatisfy { allow($0, bytes, program, saved) }
    }
  }

  private func allow(
    _ pool: Pool, _ bytes: UnsafeRawBufferPointer, _ program: Program, _ saved: SavedState
  ) -> Bool {
    guard let sum = saved.offset(of: pool.sum), let place = saved.offset(of: pool.count) else {
      return true
    }
    let count = SavedLimits.element(bytes, place, .int32)
    return (0..<program[pool.sum].count).allSatisfy {
      pool.values.repeated(count).contains(SavedLimits.element(bytes, sum + 4 * $0, .int32))
    }
  }

  private static func element(
    _ bytes: UnsafeRawBufferPointer, _ offset: Int, _ type: ElementType
  ) -> Int {
    func load<Value: FixedWidthInteger & BitwiseCopyable>(_: Value.Type) -> Int {
      Int(Value(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)))
    }
    return switch type {
    case .uint8: load(UInt8.self)
    case .int8: load(Int8.self)
    case .int16: load(Int16.self)
    case .int32: load(Int32.self)
    }
  }
}

extension SavedState {
  /// Where the elements of a buffer begin; nil for one that is not saved.
  package func offset(of id: BufferID) -> Int? {
    buffers.firstIndex(of: id).map { offsets[$0] }
  }
}
