/// Why a text is no JSON that Adder reads.
package enum JSONProblem: Hashable, Sendable, CustomStringConvertible {
  case endOfText
  case expected(String)
  case trailingText
  case tooDeep(limit: Int)
  case duplicateKey(String)
  case invalidNumber
  case invalidEscape
  case invalidUTF8
  case controlCharacter

  package var description: String {
    switch self {
    case .endOfText: "the text ends too early"
    case .expected(let what): "expected \(what)"
    case .trailingText: "text follows the value"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .duplicateKey(let key): "the key '\(key)' appears twice in one object"
    case .invalidNumber: "malformed number"
    case .invalidEscape: "malformed escape in a string"
    case .invalidUTF8: "a string is not valid UTF-8"
    case .controlCharacter: "a string holds a control character that is not escaped"
    }
  }
}
