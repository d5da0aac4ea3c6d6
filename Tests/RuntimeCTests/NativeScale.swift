import FixedPoint
import RuntimeC
import TestSupport

/// A channel scale that owns the tables which its C form points to.
struct NativeScale {
  let multiplier: NativeArray<Int32>
  let shift: NativeArray<UInt8>
  let left: Int

  /// Random factors for `count` channels.
  init(
    _ count: Int, left: Int, multipliers: ClosedRange<Int32> = 0...Int32.max,
    shifts: ClosedRange<UInt8>, from random: inout SeededRandom
  ) {
    multiplier = NativeArray(random.integers(count, in: multipliers))
    shift = NativeArray(random.integers(count, in: shifts))
    self.left = left
  }

  var native: adder_channel_scale {
    adder_channel_scale(
      multiplier: multiplier.pointer, shift: shift.pointer, left: Int32(left))
  }

  /// The Swift meaning of `scale(x, i)`.
  func callAsFunction(_ x: Int32, _ i: Int) -> Int32 {
    requantize(
      x, left: left, multiplier: multiplier.pointer[i], shift: Int(shift.pointer[i]))
  }
}
