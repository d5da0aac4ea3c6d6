/// What is wrong with one setting of `config.json`.
package enum ConfigProblem: Hashable, Sendable, CustomStringConvertible {
  case missing
  case invalid(found: String, expected: String)

  package var description: String {
    switch self {
    case .missing: "is missing"
    case .invalid(let found, let expected): "is \(found), expected \(expected)"
    }
  }
}
