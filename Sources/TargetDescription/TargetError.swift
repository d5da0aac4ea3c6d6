/// What can be wrong with the choice or the description of a target.
package enum TargetError: Error, Hashable, Sendable {
  /// No description has this id.
  case unknown(id: String, known: [String])
  /// The file is no JSON object.
  case notJSON(file: String, reason: String)
  /// A key that no description has, as a path such as `memory.rom`.
  case unknownKey(file: String, key: String, known: [String])
  /// A key is absent or its value has the wrong type.
  case invalid(file: String, key: String, reason: String)
  /// A board builds upon what is no instruction-set target.
  case unknownBase(file: String, base: String, known: [String])
}

extension TargetError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown(let id, let known):
      "unknown target '\(id)'; the targets are \(known.joined(separator: ", ")), and the boards that "
        + "'adder targets' lists"
    case .notJSON(let file, let reason):
      "\(file): not a JSON object (\(reason))"
    case .unknownKey(let file, let key, let known):
      "\(file): unknown key '\(key)'; the keys are \(known.joined(separator: ", "))"
    case .invalid(let file, let key, let reason):
      "\(file): '\(key)' \(reason)"
    case .unknownBase(let file, let base, let known):
      "\(file): the base '\(base)' is no target; a board builds upon one of "
        + known.joined(separator: ", ")
    }
  }
}
