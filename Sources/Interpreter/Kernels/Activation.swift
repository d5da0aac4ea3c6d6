import FixedPoint

/// Element of an activation buffer, with the specification's rule for storing an int32 in it.
protocol Activation: FixedWidthInteger, BitwiseCopyable, Sendable {
  /// `sat8`, `sat16`, or the value itself.
  static func saturating(_ x: Int32) -> Self
}

extension Int8: Activation {
  @inline(__always) static func saturating(_ x: Int32) -> Int8 { saturate8(x) }
}

extension Int16: Activation {
  @inline(__always) static func saturating(_ x: Int32) -> Int16 { saturate16(x) }
}

extension Int32: Activation {
  @inline(__always) static func saturating(_ x: Int32) -> Int32 { x }
}
