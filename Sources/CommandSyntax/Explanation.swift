extension Argument {
  /// Summary, and what is allowed.
  var explanation: String { kind.explanation(summary) }
}

extension Option {
  /// Summary, what is allowed, and how often.
  var explanation: String {
    switch arity {
    case .required, .optional: kind.explanation(summary)
    case .repeated: kind.explanation(summary) + "; repeatable"
    case .list: kind.explanation(summary) + "; repeatable, or a list with commas"
    }
  }
}

extension ValueKind {
  fileprivate func explanation(_ summary: String) -> String {
    allowed.map { "\(summary): \($0)" } ?? summary
  }
}
