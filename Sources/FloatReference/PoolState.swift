/// The running mean of a pool.
final class PoolState {
  private var sums: [Double]
  private var count = 0

  init(width: Int) {
    sums = Array(repeating: 0, count: width)
  }

  func reset() {
    for i in sums.indices { sums[i] = 0 }
    count = 0
  }

  /// - Parameters:
  ///   - input: [positions, width]
  ///   - rows: Positions of the block that count; nil for all.
  ///   - output: [positions, width]: the mean up to each position, 0 before there is one.
  func add(
    _ input: UnsafePointer<Float>, positions: Int, rows: [Int]?,
    into output: UnsafeMutablePointer<Float>
  ) {
    let width = sums.count
    for position in 0..<positions {
      let counts = rows?.contains(position) ?? true
      if counts { count += 1 }
      for i in 0..<width {
        if counts { sums[i] += Double(input[position * width + i]) }
        output[position * width + i] = Float(sums[i] / Double(max(count, 1)))
      }
    }
  }
}
