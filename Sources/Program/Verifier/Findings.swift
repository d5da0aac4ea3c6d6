/// Collects violations; `place` is where the check stands.
struct Findings {
  private(set) var violations: [Violation] = []
  var place: Violation.Place = .program

  mutating func report(_ rule: Violation.Rule) {
    violations.append(Violation(rule: rule, place: place))
  }

  /// Reports unless `value` is in `allowed`.
  mutating func check(_ field: String, _ value: Int, _ allowed: ClosedRange<Int>) {
    if !allowed.contains(value) { report(.value(field: field, value: value, allowed: allowed)) }
  }
}

extension Program {
  /// Both sections with their names, in the order in which they run.
  var sections: [(section: Violation.Section, steps: [Step])] {
    [(.body, body), (.head, head)]
  }
}

extension Violation.Place {
  static func step(_ section: Violation.Section, _ index: Int, _ step: Step) -> Self {
    .step(section, index: index, kind: step.kind, origin: step.origin)
  }
}
