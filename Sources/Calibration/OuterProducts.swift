/// Sums of outer products over one block of positions in float64: the work space that a thread
/// needs for each width of activations.
final class OuterProducts {
  let width: Int
  /// The width, padded to whole tiles.
  let stride: Int
  /// [stride, stride]; only tiles on and right of the diagonal are used.
  private(set) var sums: [Double]
  /// The block, [positions, stride].
  private var block: [Double] = []

  private static let tile = 4

  init(width: Int) {
    self.width = width
    stride = (width + Self.tile - 1) / Self.tile * Self.tile
    sums = Array(repeating: 0, count: stride * stride)
  }

  /// Replaces the sums by those over `values`, [positions, width].
  func compute(_ values: UnsafeBufferPointer<Float>) {
    let count = values.count / width
    if block.count < count * stride { block = Array(repeating: 0, count: count * stride) }
    for position in 0..<count {
      for channel in 0..<width {
        block[position * stride + channel] = Double(values[position * width + channel])
      }
    }
    let stride = stride
    sums.withUnsafeMutableBufferPointer { sums in
      block.withUnsafeBufferPointer { block in
        guard let sums = sums.baseAddress, let block = block.baseAddress else { return }
        for row in Swift.stride(from: 0, to: stride, by: Self.tile) {
          for column in Swift.stride(from: row, to: stride, by: Self.tile) {
            computeTile(
              block + row, block + column, count: count, into: sums + row * stride + column)
          }
        }
      }
    }
  }

  /// Four rows by four columns, over `count` positions.
  @inline(__always)
  private func computeTile(
    _ left: UnsafePointer<Double>, _ right: UnsafePointer<Double>, count: Int,
    into output: UnsafeMutablePointer<Double>
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
    let raw = UnsafeMutableRawPointer(output)
    raw.storeBytes(of: r0, as: SIMD4<Double>.self)
    raw.storeBytes(of: r1, toByteOffset: 8 * stride, as: SIMD4<Double>.self)
    raw.storeBytes(of: r2, toByteOffset: 16 * stride, as: SIMD4<Double>.self)
    raw.storeBytes(of: r3, toByteOffset: 24 * stride, as: SIMD4<Double>.self)
  }
}
