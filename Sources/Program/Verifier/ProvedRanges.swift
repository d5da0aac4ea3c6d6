/// What is proved about one step.
package struct ProvedRange: Hashable, Sendable {
  /// Largest magnitude of the step's inner value, before it is requantized: the accumulator of
  /// a linear or a convolution, the sum of squares of a norm, the product of discretize and
  /// gate, the sum of a scan, a transform or a pool, the input of a requantization.
  package var accumulator: Int
  /// Interval of each buffer of ``Step/outputs``, in that order.
  package var outputs: [ClosedRange<Int>]
}

/// What is proved about each step of a program.
package struct ProvedRanges: Hashable, Sendable {
  /// One for each step of ``Program/body``.
  package var body: [ProvedRange]
  /// One for each step of ``Program/head``.
  package var head: [ProvedRange]
}

extension ClosedRange<Int> {
  /// Largest magnitude in the interval.
  package var magnitude: Int { Swift.max(-lowerBound, upperBound) }

  static func symmetric(_ magnitude: Int) -> ClosedRange<Int> { -magnitude...magnitude }

  /// The smallest interval that holds both.
  func union(_ other: ClosedRange<Int>) -> ClosedRange<Int> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

extension ElementType {
  /// All values of the type.
  package var range: ClosedRange<Int> {
    switch self {
    case .uint8: 0...255
    case .int8: -128...127
    case .int16: -32768...32767
    case .int32: Int(Int32.min)...Int(Int32.max)
    }
  }
}
