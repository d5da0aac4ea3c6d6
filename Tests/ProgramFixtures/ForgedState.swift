package import Program
package import TestSupport

/// Saved states that no program came to, sealed as if it had: any values that are allowed.
package enum ForgedState {
  /// A state whose elements are the lowest, the highest or any that ``SavedLimits`` allow; nil of
  /// a program without a state.
  package static func bytes(of program: Program, _ random: inout SeededRandom) -> [UInt8]? {
    guard let saved = SavedState(of: program) else { return nil }
    let limits = SavedLimits(of: program, saved, proved: program.proveRanges())
    var bytes = Array(repeating: UInt8(0), count: saved.byteCount)
    func write(_ value: Int, at offset: Int, size: Int) {
      for byte in 0..<size { bytes[offset + byte] = UInt8(value >> (8 * byte) & 0xff) }
    }
    for (index, id) in saved.buffers.enumerated() {
      let size = program[id].type.size
      for element in 0..<program[id].count {
        let value = choose(from: limits.intervals[index], &random)
        write(value, at: saved.offsets[index] + element * size, size: size)
      }
    }
    for pool in limits.pools {
      guard let sum = saved.offset(of: pool.sum), let count = saved.offset(of: pool.count),
        let place = saved.buffers.firstIndex(of: pool.count)
      else { continue }
      let values = random.int(0...2) == 0 ? 1 : choose(from: limits.intervals[place], &random)
      write(values, at: count, size: 4)
      for element in 0..<program[pool.sum].count {
        let value = choose(from: pool.values, &random)
        write(value * values, at: sum + 4 * element, size: 4)
      }
    }
    Seal(.state, length: bytes.count, graphHash: nil).write(to: &bytes)
    return bytes
  }

  private static func choose(
    from interval: ClosedRange<Int>, _ random: inout SeededRandom
  ) -> Int {
    switch random.int(0...3) {
    case 0: interval.lowerBound
    case 1: interval.upperBound
    default: random.int(interval)
    }
  }
}
