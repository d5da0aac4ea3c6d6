/// Gathers the second moment of one group of sites: sums in float64 within a sequence, exact
/// sums over sequences.
final class SecondMomentAccumulator {
  private(set) var moment: SecondMoment
  private let width: Int
  /// The width, padded to whole tiles.
  private let stride: Int
  private var positions = 0
  /// [stride, stride]; only tiles on and right of the diagonal are used.
  private var products: [Double]
  /// One block of activations, [positions, stride].
  private var block: [Double] = []

  private static let tile = 4

  init(width: Int) {
    self.width = width
    stride = (width + Self.tile - 1) / Self.tile * Self.tile
    moment = SecondMoment(width: width)
    products = Array(repeating: 0, count: stride * stride)
  }

  /// - Parameter values: [positions, width]
  func add(_ values: UnsafeBufferPointer<Float>) {
    let count = values.count / width
    if block.count < count * stride { block = Array(repeating: 0, count: count * stride) }
    for position in 0..<count {
      for channel in 0..<width {
        block[position * stride + channel] = Double(values[position * width + channel])
      }
    }
    positions += count
    let stride = stride
    products.withUnsafeMutableBufferPointer { products in
      block.withUnsafeBufferPointer { block in
        guard let products = products.baseAddress, let block = block.baseAddress else { return }
        for row in Swift.stride(from: 0, to: stride, by: Self.tile) {
          for column in Swift.stride(from: row, to: stride, by: Self.tile) {
            addTile(
              block + row, block + column, count: count,
              to: products + row * stride + column)
          }
        }
      }
    }
  }

  /// Ends a sequence: its sums join the exact ones.
  func endSequence() {
    guard positions > 0 else { return }
    moment.add(products, stride: stride, positions: positions)
    positions = 0
    for i in products.indices { products[i] = 0 }
  }

  /// Four rows by four columns, over `count` positions.
  @inline(__always)
  private func addTile(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int,
    to output: UnsafeMutablePointer<Double>
  ) {
    var (r0, r1, r2, r3) = (
      SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero
    )
    for position in 0..<count {
      let offset = position * stride
      let columns = UnsafeRawPointer(right + offset).loadUnaligned(as: SIMD4<Double>.self)
      r0 += left[offset] * columns
      r1 += left[offset + 1] * columns
      r2 += left[offset + 2] * columns
      r3 += left[offset + 3] * columns
    }
    for (row, sum) in [r0, r1, r2, r3].enumerated() {
      for column in 0..<Self.tile { output[row * stride + column] += sum[column] }
    }
  }
}
