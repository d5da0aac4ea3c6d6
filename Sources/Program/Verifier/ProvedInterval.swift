/// A quantity of a step and the closed interval that it never leaves, whatever the input.
///
/// Proved from the actual weights and from the intervals of what the step reads, so it is as tight
/// as the steps before it. Comments, reports and the assertions of a checked build show it.
package struct ProvedInterval: Hashable, Sendable {
  package var quantity: ProvedQuantity
  /// The union over all elements, in units of the quantity.
  package var range: ClosedRange<Int>
  /// Elements at one position: channels, rows, or states times channels.
  package var elements: Int
  /// Of these, how many saturation may stop at an end of their range.
  package var saturating: Int

  /// The interval of elements with these ranges.
  init(_ quantity: ProvedQuantity, _ ranges: [ClosedRange<Int>], saturating: Int = 0) {
    self.quantity = quantity
    range = ranges.dropFirst().reduce(ranges.first ?? 0...0) { $0.union($1) }
    elements = ranges.count
    self.saturating = saturating
  }

  /// The interval of elements that were not kept.
  init(_ quantity: ProvedQuantity, _ union: IntervalUnion) {
    self.quantity = quantity
    range = union.range ?? 0...0
    elements = union.count
    saturating = union.saturating
  }

  /// The interval of an inner value that is the same for all elements.
  init(_ inner: ProvedQuantity.Inner, _ range: ClosedRange<Int>) {
    self.init(.inner(inner), [range])
  }
}

/// What an interval is of.
package enum ProvedQuantity: Hashable, Sendable {
  /// A value that exists only while the step runs.
  case inner(Inner)
  /// A buffer that the step writes, a state among them.
  case buffer(BufferID)

  /// An inner value, by its name in comments and reports. "Scaled" is what `requantize` gives,
  /// before it saturates or is added.
  package enum Inner: String, Hashable, Sendable, CaseIterable {
    case weight
    case accumulator
    /// The sum of products of a group of 4-bit weights, before its scale.
    case groupSum = "group sum"
    case scaled
    /// `rshift(input, preShift)` of a norm.
    case rounded = "rounded input"
    case sumOfSquares = "sum of squares"
    /// `r / sqrt(sum)` of a norm, Q30.
    case normalized
    /// The argument of SiLU in a convolution.
    case preactivation
    case scaledCopy = "scaled copy"
    /// Q25.
    case softplus
    case scaledTimeStep = "scaled time step"
    case timeStep = "time step"
    /// `dt * x`, or the gate's `t * silu(z)`.
    case product
    case scaledDrive = "scaled drive"
    /// `dt * a`.
    case exponent
    /// Negated, Q15.
    case decay
    /// `q15(drive, b)`.
    case outerProduct = "outer product"
    /// The next state before it saturates.
    case update
    /// The sum of a block of states.
    case blockSum = "block sum"
    case scaledY = "scaled y"
    case scaledSkip = "scaled skip"
    case sum
    case saturatedSum = "saturated sum"
    case silu
    case transform
    /// `2 * sum + count` of a mean.
    case dividend
  }
}

extension Program {
  /// The name of a quantity: that of a buffer, or what an inner value is.
  package func name(of quantity: ProvedQuantity) -> String {
    switch quantity {
    case .inner(let inner): inner.rawValue
    case .buffer(let id): self[id].name
    }
  }

  /// A quantity must stay below two to this power in magnitude, or the step saturates it there.
  package func exponent(of quantity: ProvedQuantity) -> Int {
    switch quantity {
    case .inner(.sumOfSquares), .inner(.dividend): 62
    case .inner(.preactivation), .inner(.saturatedSum), .inner(.silu), .inner(.decay): 15
    case .inner: 31
    case .buffer(let id): self[id].type == .uint8 ? 8 : self[id].type.size * 8 - 1
    }
  }
}

extension Program {
  /// `accumulator -9...9` or, where it saturates, `dt 0...32767 (3 of 48 saturate)`.
  package func text(_ interval: ProvedInterval) -> String {
    let saturation =
      interval.saturating == 0
      ? "" : " (\(interval.saturating) of \(interval.elements) saturate)"
    return "\(name(of: interval.quantity)) \(interval.range.lowerBound)..."
      + "\(interval.range.upperBound)\(saturation)"
  }
}
