extension Violation: CustomStringConvertible {
  package var description: String { "\(place)\(source): \(rule)" }

  /// The tensor of the checkpoint whose numbers make a value too large.
  private var source: String {
    guard case .fits = rule, case .step(_, _, _, let origin) = place,
      !origin.checkpointName.isEmpty
    else { return "" }
    return " of \(origin.checkpointName)"
  }
}

extension Violation.Place: CustomStringConvertible {
  package var description: String {
    switch self {
    case .program: return "program"
    case .buffer(let name): return "buffer \"\(name)\""
    case .constant(let name): return "constant \"\(name)\""
    case .step(let section, let index, let kind, let origin):
      let layer = origin.layer.map { "layer \($0) " } ?? ""
      return "\(section) step \(index) (\(kind), \(layer)\(origin.module))"
    }
  }
}

extension Violation.Quantity: CustomStringConvertible {
  package var description: String {
    switch self {
    case .accumulator: "the accumulator"
    case .shifted(let left): "the value shifted left by \(left)"
    case .sum: "the sum with the output"
    case .sumOfSquares: "the sum of squares"
    case .product: "the product"
    case .scanSum: "the sum over the states"
    case .transform: "the transformed value"
    case .pool: "the pooled sum"
    }
  }

  /// What to change in the graph.
  fileprivate var advice: String {
    switch self {
    case .accumulator: "use fewer columns or smaller weights"
    case .shifted: "lower the left shift"
    case .sum: "raise the scale of the output"
    case .sumOfSquares: "raise pre_shift"
    case .product: "lower the range of its factors"
    case .scanSum: "lower the limit of c"
    case .transform: "use smaller groups"
    case .pool: "lower the range of the input"
    }
  }
}

extension Violation.Rule: CustomStringConvertible {
  package var description: String {
    switch self {
    case .identifier(let name):
      """
      "\(name)" is no name: use at most 63 lower-case letters, digits and single underscores, \
      a letter first, no C or C++ keyword
      """
    case .uniqueName: "the name is used twice; rename one"
    case .text(let field):
      "\(field) must be printable text of at most \(TextLimit.bytes) bytes"
    case .positive(let field, let value): "\(field) is \(value), but must be finite and above 0"
    case .value(let field, let value, let allowed):
      "\(field) is \(value), but must be \(allowed.count == 1 ? "" : "in ")\(interval(allowed))"
    case .fillsShape(let shape, let count): "\(count) elements do not fill the shape \(shape)"
    case .used: "no step uses it; remove it"
    case .single(let role, let count):
      "\(count) buffers have role \(role.rawValue), but exactly one must"
    case .steps(let section): "\(section) has no steps"
    case .labels(let count, let classes):
      "\(count) labels for \(classes) logits; give one for each, or none"
    case .bufferID(let operand, let index, let count):
      "\(operand) is buffer \(index), but there are \(count)"
    case .constantID(let operand, let index, let count):
      "\(operand) is constant \(index), but there are \(count)"
    default: flow
    }
  }

  private var flow: String {
    switch self {
    case .written(let operand, let buffer):
      "\(operand) \"\(buffer)\" is read, but no earlier step of the section writes it"
    case .writable(let operand, let buffer, let role):
      "\(operand) \"\(buffer)\" has role \(role.rawValue), which this section may not write"
    case .distinct(let operand, let other, let buffer):
      "\(operand) and \(other) are both \"\(buffer)\"; the result needs a buffer of its own"
    case .role(let operand, let buffer, let role, let expected):
      "\(operand) \"\(buffer)\" has role \(role.rawValue), but needs role \(expected.rawValue)"
    case .stateOperand(let operand, let buffer):
      "\(operand) \"\(buffer)\" has role state, which only the step that owns it may use"
    case .stateOwner(let operand, let buffer):
      "\(operand) \"\(buffer)\" already belongs to another step; give each its own state"
    case .poolPair(let sum, let count):
      "sum \"\(sum)\" and count \"\(count)\" are not those of one accumulate step"
    default: shapes
    }
  }

  private var shapes: String {
    switch self {
    case .type(let operand, let name, let type, let allowed):
      """
      \(operand) "\(name)" is \(type.rawValue), but must be \
      \(allowed.map(\.rawValue).joined(separator: " or "))
      """
    case .count(let operand, let name, let count, let expected):
      "\(operand) \"\(name)\" has \(count) elements, but must have \(expected)"
    case .shape(let operand, let name, let shape, let expected):
      "\(operand) \"\(name)\" has shape \(shape), but must have \(expected)"
    case .element(let operand, let name, let index, let value, let allowed):
      """
      \(operand) "\(name)" has \(value) at element \(index), but must stay in \
      \(interval(allowed))
      """
    case .sign(let name, let index, let value):
      "matrix \"\(name)\" has \(value) at element \(index), but entries are 1 or -1"
    case .embedsTokens: "the program's input is not tokens, which embed needs"
    case .needsWholeSequence:
      "positions come one after the other; only a program that reads an image can do this"
    case .patch(let last, let count):
      "a patch reads byte \(last) of an image of \(count); correct corners or elements"
    case .poolRows(let positions):
      "rows must rise within 0...\(positions - 1), at least one"
    case .carriesPosition:
      "is carried from a position to the head, but an image has many; use a pool"
    case .accumulatesInt32(let type):
      "accumulates into \(type.rawValue); only an int32 output can be accumulated into"
    case .limitsSaturated(let type):
      "limits an output of type \(type.rawValue); only int8 and int16 saturate"
    case .groupSize(let size):
      """
      groups.size is \(size), but must be \
      \(GroupScales.sizes.map(\.description).joined(separator: " or "))
      """
    case .padding(let name, let row):
      "weight \"\(name)\" has bits after the last column of row \(row); set them to 0"
    case .group(let size, let channels):
      "groups of \(size) channels do not fill \(channels) channels"
    default: ranges
    }
  }

  private var ranges: String {
    switch self {
    case .range(let operand, let buffer, let range, let needed):
      """
      \(operand) "\(buffer)" ranges over \(interval(range)), but must stay in \
      \(interval(needed)); limit the step that writes it
      """
    case .fits(let quantity, let channel, let magnitude, let limit):
      """
      \(quantity)\(channel.map { " of channel \($0)" } ?? "") may reach \(magnitude), \
      beyond \(limit); \(quantity.advice)
      """
    default: ""
    }
  }

  private func interval(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)...\(range.upperBound)"
  }
}
