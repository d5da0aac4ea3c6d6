import Model

/// What a value of the float model becomes.
enum ValueFormat: Hashable {
  /// int32 in the scale of the residual stream.
  case residual
  /// int8, one scale.
  case int8
  /// int16, one scale.
  case int16
  /// int32 logits.
  case logits
}

/// Decides the format of each value by who reads it.
struct ValueFormats {
  /// Mixer outputs that go straight into the residual stream, with the stream's value.
  private(set) var addends: [ValueID: Add] = [:]
  /// Sums of normalised values, by the values that they take in or write.
  private(set) var sums: [ValueID: Add] = [:]
  private var formats: [ValueID: ValueFormat] = [:]
  private var normalised: Set<ValueID> = []

  init(_ model: Model) throws(QuantizationError) {
    for operation in model.body + model.readout {
      switch operation {
      case .embed: break
      case .position(let position): assign(.residual, to: position.input)
      case .linear(let linear): assign(.int8, to: linear.input)
      case .mixer(let mixer): assign(.int8, to: mixer.input)
      case .rmsNorm(let norm):
        assign(.residual, to: norm.input)
        normalised.insert(norm.output)
      case .meanPool(let pool):
        assign(.int16, to: pool.input)
        formats[pool.output] = .int16
      case .add(let add) where normalised.contains(add.left):
        for operand in [add.left, add.right] {
          assign(.int16, to: operand)
          sums[operand] = add
        }
        sums[add.output] = add
      case .add(let add):
        assign(.residual, to: add.left)
        assign(.residual, to: add.output)
        addends[add.right] = add
      }
    }
    formats[model.logits] = .logits
    if case .frame(_, let value) = model.input { formats[value] = .int16 }
  }

  /// - Returns: The format, or nil for a value that nothing reads.
  func format(of value: ValueID) -> ValueFormat? { formats[value] }

  /// The widest format that a reader asks for wins.
  private mutating func assign(_ format: ValueFormat, to value: ValueID) {
    switch (formats[value], format) {
    case (.residual?, _), (.int16?, .int8): break
    default: formats[value] = format
    }
  }
}
