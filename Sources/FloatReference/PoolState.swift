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
  ///   - output: [positions, width]: the mean up to each position.
  func add(
    _ input: UnsafePointer<Float>, positions: Int, into output: UnsafeMutablePointer<Float>
  ) {
    let width = sums.count
    for position in 0..<positions {
      count += 1
      for i in 0..<width {
        sums[i] += Double(input[position * width + i])
        output[position * width + i] = Float(sums[i] / Double(count))
      }
    }
  }
}
