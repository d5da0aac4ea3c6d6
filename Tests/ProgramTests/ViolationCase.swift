import Program
import ProgramFixtures
import Testing

/// A change that breaks one rule, and the exact text of the violation.
struct ViolationCase: Sendable, CustomTestStringConvertible {
  var name: String
  var program: Program
  var expected: String

  init(
    _ name: String, of program: Program = TinyPrograms.language(seed: 1),
    _ edit: (inout Program) -> Void, _ expected: String
  ) {
    self.name = name
    self.program = program
    self.expected = expected
    edit(&self.program)
  }

  var testDescription: String { name }

  func check() {
    let violations = program.verify().map(\.description)
    #expect(violations.contains(expected), "\(violations)")
  }
}
