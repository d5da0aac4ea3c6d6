import FixedPoint
import Program

/// A ``ChannelScale`` with its tables: `scale(x, i)` of the specification.
struct ChannelFactors: Sendable {
  private let multiplier: ConstantTable<Int32>
  private let shift: ConstantTable<UInt8>
  private let left: Int

  init(_ scale: ChannelScale, of program: Program) {
    multiplier = program.int32(scale.multiplier)
    shift = program.uint8(scale.shift)
    left = scale.left
  }

  /// `requantize(x, left, multiplier[i], shift[i])`
  @inline(__always)
  func requantized(_ x: Int32, _ i: Int) -> Int32 {
    requantize(x, left: left, multiplier: multiplier.base[i], shift: Int(shift.base[i]))
  }
}

extension TensorScale {
  /// `requantize(x, left, multiplier, shift)`
  @inline(__always)
  func requantized(_ x: Int32) -> Int32 {
    requantize(x, left: left, multiplier: multiplier, shift: shift)
  }
}
