/// What is proved about one step.
package struct ProvedRange: Hashable, Sendable {
  /// Inner values in the order in which the step computes them, then each buffer of
  /// ``Step/outputs`` in that order.
  package var intervals: [ProvedInterval]

  /// The inner values.
  package var inner: [ProvedInterval] { intervals.filter { !$0.quantity.isBuffer } }

  /// One for each buffer of ``Step/outputs``.
  package var outputs: [ProvedInterval] { intervals.filter(\.quantity.isBuffer) }
}

/// What is proved about each step of a program.
package struct ProvedRanges: Hashable, Sendable {
  /// One for each step of ``Program/body``.
  package var body: [ProvedRange]
  /// One for each step of ``Program/head``.
  package var head: [ProvedRange]
  /// What the elements of each pool lie in, by the pool's sum; 0 is among it.
  package var pooled: [BufferID: ClosedRange<Int>] = [:]
}

extension ProvedQuantity {
  /// Whether it is a buffer that the step writes.
  package var isBuffer: Bool { if case .buffer = self { true } else { false } }
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
