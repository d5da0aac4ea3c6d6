/// Second pass: element types, sizes, parameters, and the elements of constants.
struct ShapeCheck {
  static let multipliers = 0...Int(Int32.max)
  static let signedMultipliers = -Int(Int32.max)...Int(Int32.max)
  static let weights = -127...127

  let program: Program
  var findings = Findings()

  init(program: Program) { self.program = program }

  mutating func run() {
    findings.place = .program
    let logits = program[program.logits]
    buffer("logits", program.logits, [.int32], count: logits.count)
    if let input = program.inputBuffer {
      switch program.input {
      case .token: buffer("input", input, [.int32], count: 1)
      case .frame(let width, _, _): buffer("input", input, [.int16], count: width)
      case .image(let image): buffer("input", input, [.uint8], count: image.count)
      }
    }
    for (section, steps) in program.sections {
      for (index, step) in steps.enumerated() {
        findings.place = .step(section, index, step)
        check(step)
      }
    }
  }

  private mutating func check(_ step: Step) {
    if step.isBackward, program.positions == nil { findings.report(.needsWholeSequence) }
    switch step {
    case .embed(let s): check(s)
    case .gather(let s): check(s)
    case .position(let s): check(s)
    case .normalize(let s): check(s)
    case .linear(let s): check(s)
    case .convolve(let s): check(s)
    case .discretize(let s): check(s)
    case .scan(let s): check(s)
    case .rescale(let s): check(s)
    case .discretizeHeads(let s): check(s)
    case .scanHeads(let s): check(s)
    case .gate(let s): check(s)
    case .add(let s): check(s)
    case .rotate(let s): check(s)
    case .quantize(let s): check(s)
    case .accumulate(let s): check(s)
    case .mean(let s): check(s)
    }
  }

  /// Checks type and size of a buffer operand.
  mutating func buffer(
    _ operand: String, _ id: BufferID, _ allowed: [ElementType], count: Int
  ) {
    let buffer = program[id]
    if !allowed.contains(buffer.type) {
      findings.report(
        .type(operand: operand, name: buffer.name, type: buffer.type, allowed: allowed))
    }
    if buffer.count != count {
      findings.report(
        .count(operand: operand, name: buffer.name, count: buffer.count, expected: count))
    }
  }

  /// Checks type, shape and elements of a constant operand.
  mutating func constant(
    _ operand: String, _ id: ConstantID, _ type: ElementType, _ shape: [Int],
    _ allowed: ClosedRange<Int>? = nil
  ) {
    let constant = program[id]
    if constant.data.type != type {
      findings.report(
        .type(
          operand: operand, name: constant.name, type: constant.data.type, allowed: [type]))
      return
    }
    if constant.shape != shape {
      findings.report(
        .shape(operand: operand, name: constant.name, shape: constant.shape, expected: shape))
    }
    if let allowed, let (index, value) = constant.data.first(outside: allowed) {
      findings.report(
        .element(operand: operand, name: constant.name, index: index, value: value, allowed))
    }
  }

  /// Checks the factors of `channels` channels.
  mutating func scale(
    _ name: String, _ scale: ChannelScale, channels: Int, left: ClosedRange<Int> = 0...30,
    shifts: ClosedRange<Int> = 0...31, multipliers: ClosedRange<Int> = Self.multipliers
  ) {
    constant("\(name).multiplier", scale.multiplier, .int32, [channels], multipliers)
    constant("\(name).shift", scale.shift, .uint8, [channels], shifts)
    findings.check("\(name).left", scale.left, left)
  }

  mutating func scale(_ scale: TensorScale) {
    findings.check("scale.multiplier", Int(scale.multiplier), Self.multipliers)
    findings.check("scale.shift", scale.shift, 0...31)
    findings.check("scale.left", scale.left, 0...30)
  }
}

extension ConstantData {
  /// The first element that is not in `range`.
  func first(outside range: ClosedRange<Int>) -> (index: Int, value: Int)? {
    switch self {
    case .uint8(let values): first(of: values, outside: range)
    case .int8(let values): first(of: values, outside: range)
    case .int16(let values): first(of: values, outside: range)
    case .int32(let values): first(of: values, outside: range)
    }
  }

  private func first<Value: FixedWidthInteger>(
    of values: [Value], outside range: ClosedRange<Int>
  ) -> (index: Int, value: Int)? {
    // Smallest and largest first: that loop runs at the speed of memory.
    let (low, high) = values.withUnsafeBufferPointer { values in
      values.reduce(into: (Value.max, Value.min)) {
        $0.0 = min($0.0, $1)
        $0.1 = max($0.1, $1)
      }
    }
    if values.isEmpty || (range.contains(Int(low)) && range.contains(Int(high))) { return nil }
    return values.firstIndex { !range.contains(Int($0)) }.map { ($0, Int(values[$0])) }
  }
}
