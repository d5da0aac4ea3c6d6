/// A rule of the integer program that does not hold, and where.
package struct Violation: Hashable, Sendable {
  package enum Section: String, Hashable, Sendable {
    case body, head
  }

  package enum Place: Hashable, Sendable {
    case program
    case buffer(String)
    case constant(String)
    case step(Section, index: Int, kind: String, origin: StepOrigin)
  }

  /// An intermediate value that must fit its register.
  package enum Quantity: Hashable, Sendable {
    /// Sum of products and bias, of one row or channel.
    case accumulator
    /// A value after a left shift.
    case shifted(left: Int)
    /// An int32 output after an addition.
    case sum
    /// `width * r^2 + epsilon` of a norm.
    case sumOfSquares
    /// `dt * x`, or the gate's product.
    case product
    /// `sum over n of c[n] * h[n]`.
    case scanSum
    /// Sum of a transform's group.
    case transform
    /// Sum of a mean pool.
    case pool
  }

  package enum Rule: Hashable, Sendable {
    /// A lower snake-case C identifier of at most 63 characters.
    case identifier(String)
    /// Buffer names are unique, and constant names are.
    case uniqueName
    /// Printable text of at most 4096 bytes.
    case text(field: String)
    /// Finite and positive.
    case positive(field: String, value: Double)
    /// A number in its range.
    case value(field: String, value: Int, allowed: ClosedRange<Int>)
    /// `count` elements fill the shape.
    case fillsShape(shape: [Int], count: Int)
    /// Everything that is there is used.
    case used
    /// One buffer of role input, one of role output.
    case single(Buffer.Role, count: Int)
    /// Body and head have steps.
    case steps(Section)
    /// Class names are as many as logits, or none.
    case labels(count: Int, classes: Int)
    case bufferID(operand: String, index: Int, count: Int)
    case constantID(operand: String, index: Int, count: Int)

    /// A buffer is written before it is read.
    case written(operand: String, buffer: String)
    /// A section may write only to some roles.
    case writable(operand: String, buffer: String, role: Buffer.Role)
    /// A result is no other operand of the same step.
    case distinct(operand: String, other: String, buffer: String)
    /// An operand has this role.
    case role(operand: String, buffer: String, role: Buffer.Role, expected: Buffer.Role)
    /// State is read and written by its owner only.
    case stateOperand(operand: String, buffer: String)
    /// One step owns a state buffer.
    case stateOwner(operand: String, buffer: String)
    /// Sum and count of a mean belong to one pool.
    case poolPair(sum: String, count: String)

    case type(operand: String, name: String, type: ElementType, allowed: [ElementType])
    case count(operand: String, name: String, count: Int, expected: Int)
    case shape(operand: String, name: String, shape: [Int], expected: [Int])
    /// An element of a constant in its range.
    case element(operand: String, name: String, index: Int, value: Int, ClosedRange<Int>)
    /// Entries of a transform are 1 or -1.
    case sign(name: String, index: Int, value: Int)
    /// Only a token program embeds.
    case embedsTokens
    /// Only the program of a whole sequence has such a step, or goes backward.
    case needsWholeSequence
    /// Patches lie within the image.
    case patch(last: Int, count: Int)
    /// Rows of a pool rise within the sequence.
    case poolRows(positions: Int)
    /// The head of a whole sequence reads pools only.
    case carriesPosition
    /// Only an int32 output is accumulated into.
    case accumulatesInt32(ElementType)
    /// Only int8 and int16 outputs have a limit.
    case limitsSaturated(ElementType)
    /// Groups of columns have a size that kernels know.
    case groupSize(Int)
    /// The unused bits after an odd row are 0.
    case padding(name: String, row: Int)
    /// Groups of a transform fill the channels.
    case group(size: Int, channels: Int)

    /// What a step reads stays in the range that its arithmetic needs.
    case range(operand: String, buffer: String, ClosedRange<Int>, needed: ClosedRange<Int>)
    /// An intermediate value fits; `channel` is the worst row or channel.
    case fits(Quantity, channel: Int?, magnitude: UInt64, limit: UInt64)
  }

  package var rule: Rule
  package var place: Place

  package init(rule: Rule, place: Place) {
    self.rule = rule
    self.place = place
  }
}
