/// Order of reading and writing, and who may touch what.
///
/// `body` reads input, state and what it has written; it writes scratch, state and carried
/// buffers. `head` reads state, carried buffers and what it has written; it writes scratch and
/// output, so that logits can be read any number of times at a position.
struct FlowCheck {
  private let program: Program
  private var written: [Bool]
  private var owned: [Bool]
  /// Count buffer of each pool by its sum buffer.
  private var pools: [BufferID: BufferID] = [:]

  static func run(_ program: Program, _ findings: inout Findings) {
    var check = FlowCheck(program)
    for (section, steps) in program.sections {
      check.enter(section)
      for (index, step) in steps.enumerated() {
        findings.place = .step(section, index, step)
        check.check(step, section, &findings)
      }
    }
  }

  private init(_ program: Program) {
    self.program = program
    written = Array(repeating: false, count: program.buffers.count)
    owned = written
    for case .accumulate(let pool) in program.body { pools[pool.sum] = pool.count }
  }

  private mutating func enter(_ section: Violation.Section) {
    for (i, buffer) in program.buffers.enumerated() {
      switch buffer.role {
      case .state: written[i] = true
      case .input: written[i] = section == .body
      case .carried: written[i] = section == .head && written[i]
      case .scratch, .output: written[i] = false
      }
    }
  }

  private mutating func check(
    _ step: Step, _ section: Violation.Section, _ findings: inout Findings
  ) {
    let operands = step.operands
    for operand in operands where operand.access != .writes {
      if !written[operand.buffer.index] {
        findings.report(
          .written(operand: operand.name, buffer: program[operand.buffer].name))
      }
    }
    for operand in operands {
      checkRole(operand, section, &findings)
      if operand.access != .reads { written[operand.buffer.index] = true }
    }
    checkDistinct(operands, &findings)
    if case .mean(let mean) = step, pools[mean.sum] != mean.count {
      findings.report(
        .poolPair(sum: program[mean.sum].name, count: program[mean.count].name))
    }
  }

  private mutating func checkRole(
    _ operand: Operand, _ section: Violation.Section, _ findings: inout Findings
  ) {
    let buffer = program[operand.buffer]
    switch (operand.isState, buffer.role == .state) {
    case (true, false):
      findings.report(
        .role(
          operand: operand.name, buffer: buffer.name, role: buffer.role, expected: .state))
      return
    case (false, true):
      findings.report(.stateOperand(operand: operand.name, buffer: buffer.name))
      return
    default: break
    }
    guard operand.access != .reads else { return }
    let writable: Set<Buffer.Role> =
      section == .body ? [.scratch, .state, .carried] : [.scratch, .output]
    if !writable.contains(buffer.role) {
      findings.report(
        .writable(operand: operand.name, buffer: buffer.name, role: buffer.role))
    }
    if operand.isState {
      if owned[operand.buffer.index] {
        findings.report(.stateOwner(operand: operand.name, buffer: buffer.name))
      }
      owned[operand.buffer.index] = true
    }
  }

  private func checkDistinct(_ operands: [Operand], _ findings: inout Findings) {
    for (i, operand) in operands.enumerated() {
      for other in operands[..<i]
      where other.buffer == operand.buffer
        && (operand.access != .reads || other.access != .reads)
      {
        findings.report(
          .distinct(
            operand: operand.name, other: other.name, buffer: program[operand.buffer].name))
      }
    }
  }
}
