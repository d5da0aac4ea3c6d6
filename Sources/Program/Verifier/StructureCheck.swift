/// First pass: names, sizes, texts, roles, and that values are written before they are read.
struct StructureCheck {
  static let largestDimension = 1 << 26
  static let largestConstants = 1 << 33
  static let largestBuffers = 1 << 28
  static let largestImageSide = 1 << 14
  static let largestImageChannels = 1 << 10
  static let largestPositions = 1 << 16

  let program: Program
  var findings = Findings()

  init(program: Program) { self.program = program }

  mutating func run() {
    checkNames()
    checkTexts()
    checkInput()
    checkBuffers()
    checkConstants()
    guard operandsExist() else { return }
    checkOutput()
    checkUse()
    FlowCheck.run(program, &findings)
  }

  private mutating func checkNames() {
    findings.place = .program
    checkName(program.name)
    var buffers: Set<String> = []
    for buffer in program.buffers {
      findings.place = .buffer(buffer.name)
      checkName(buffer.name)
      if !buffers.insert(buffer.name).inserted { findings.report(.uniqueName) }
    }
    var constants: Set<String> = []
    for constant in program.constants {
      findings.place = .constant(constant.name)
      checkName(constant.name)
      if !constants.insert(constant.name).inserted { findings.report(.uniqueName) }
    }
  }

  private mutating func checkName(_ name: String) {
    if !Identifier.isValid(name) { findings.report(.identifier(name)) }
  }

  private mutating func checkTexts() {
    findings.place = .program
    let provenance = program.provenance
    checkText("generator", provenance.generator)
    checkText("checkpoint hash", provenance.checkpoint)
    checkText("calibration hash", provenance.calibration)
    checkText("method", provenance.method)
    for (i, option) in provenance.options.enumerated() { checkText("option \(i)", option) }
    for (i, label) in program.labels.enumerated() { checkText("label \(i)", label) }
    for constant in program.constants {
      findings.place = .constant(constant.name)
      checkOrigin(constant.origin)
    }
    for (section, steps) in program.sections {
      for (index, step) in steps.enumerated() {
        findings.place = .step(section, index, step)
        checkOrigin(step.origin)
      }
    }
  }

  private mutating func checkOrigin(_ origin: StepOrigin) {
    checkText("module of the origin", origin.module)
    checkText("checkpoint name of the origin", origin.checkpointName)
    if let layer = origin.layer { findings.check("layer of the origin", layer, 0...99_999) }
  }

  private mutating func checkText(_ field: String, _ text: String) {
    if !TextLimit.allows(text) { findings.report(.text(field: field)) }
  }

  private mutating func checkInput() {
    findings.place = .program
    switch program.input {
    case .token(let vocabulary):
      findings.check("vocabulary", vocabulary, 1...Self.largestDimension)
    case .frame(let width, let scale, let limit):
      findings.check("width of the input", width, 1...Self.largestDimension)
      findings.check("limit of the input", limit, 1...32767)
      checkScale("scale of the input", scale)
    case .image(let image):
      findings.check("height of the image", image.height, 1...Self.largestImageSide)
      findings.check("width of the image", image.width, 1...Self.largestImageSide)
      findings.check("channels of the image", image.channels, 1...Self.largestImageChannels)
      findings.check("number of positions", image.positions, 1...Self.largestPositions)
    }
    checkScale("scale of the logits", program.logitScale)
    for role in [Buffer.Role.input, .output] {
      let count = program.buffers.count { $0.role == role }
      if count != 1 { findings.report(.single(role, count: count)) }
    }
  }

  private mutating func checkScale(_ field: String, _ scale: Double) {
    if !(scale.isFinite && scale > 0) {
      findings.report(.positive(field: field, value: scale))
    }
  }

  private mutating func checkBuffers() {
    var total = 0
    for buffer in program.buffers {
      findings.place = .buffer(buffer.name)
      let smallest = buffer.role == .state ? 0 : 1
      findings.check("number of elements", buffer.count, smallest...Self.largestDimension)
      if let scale = buffer.scale { checkScale("scale", scale) }
      if buffer.role == .carried, program.positions != nil { findings.report(.carriesPosition) }
      let rows = buffer.isShared ? 1 : program.positions ?? 1
      let all = buffer.count.multipliedReportingOverflow(by: rows)
      total = Self.add(total, all.overflow ? Int.max : all.partialValue)
    }
    findings.place = .program
    findings.check("number of elements of all buffers", total, 0...Self.largestBuffers)
  }

  private mutating func checkConstants() {
    var total = 0
    for constant in program.constants {
      findings.place = .constant(constant.name)
      findings.check("number of dimensions", constant.shape.count, 1...2)
      var elements = 1
      for (i, dimension) in constant.shape.enumerated() {
        findings.check("dimension \(i)", dimension, 1...Self.largestDimension)
        let product = elements.multipliedReportingOverflow(by: dimension)
        elements = product.overflow ? Int.max : product.partialValue
      }
      if elements != constant.data.count {
        findings.report(.fillsShape(shape: constant.shape, count: constant.data.count))
      }
      total = Self.add(total, constant.data.count)
    }
    findings.place = .program
    findings.check("number of elements of all constants", total, 0...Self.largestConstants)
  }

  /// Sum that stays at the end of the range, for sizes that are out of range anyway.
  private static func add(_ a: Int, _ b: Int) -> Int {
    let sum = a.addingReportingOverflow(b)
    return sum.overflow ? Int.max : sum.partialValue
  }

  /// True if every operand names a buffer or a constant.
  private mutating func operandsExist() -> Bool {
    let before = findings.violations.count
    let buffers = program.buffers.indices
    let constants = program.constants.indices
    for (section, steps) in program.sections {
      for (index, step) in steps.enumerated() {
        findings.place = .step(section, index, step)
        for operand in step.operands where !buffers.contains(operand.buffer.index) {
          findings.report(
            .bufferID(
              operand: operand.name, index: operand.buffer.index, count: buffers.count))
        }
        for operand in step.constantOperands
        where !constants.contains(operand.constant.index) {
          findings.report(
            .constantID(
              operand: operand.name, index: operand.constant.index, count: constants.count))
        }
      }
    }
    findings.place = .program
    if !buffers.contains(program.logits.index) {
      findings.report(
        .bufferID(operand: "logits", index: program.logits.index, count: buffers.count))
    }
    return findings.violations.count == before
  }

  private mutating func checkOutput() {
    findings.place = .program
    let logits = program[program.logits]
    if logits.role != .output {
      findings.report(
        .role(operand: "logits", buffer: logits.name, role: logits.role, expected: .output))
    }
    if !program.labels.isEmpty, program.labels.count != logits.count {
      findings.report(.labels(count: program.labels.count, classes: logits.count))
    }
    for (section, steps) in program.sections where steps.isEmpty {
      findings.report(.steps(section))
    }
    let written = program.head.contains { $0.outputs.contains(program.logits) }
    if !written { findings.report(.written(operand: "logits", buffer: logits.name)) }
  }

  private mutating func checkUse() {
    var buffers = Array(repeating: false, count: program.buffers.count)
    var constants = Array(repeating: false, count: program.constants.count)
    for step in program.body + program.head {
      for operand in step.operands { buffers[operand.buffer.index] = true }
      for operand in step.constantOperands { constants[operand.constant.index] = true }
    }
    for (buffer, used) in zip(program.buffers, buffers) where !used {
      findings.place = .buffer(buffer.name)
      findings.report(.used)
    }
    for (constant, used) in zip(program.constants, constants) where !used {
      findings.place = .constant(constant.name)
      findings.report(.used)
    }
  }
}
