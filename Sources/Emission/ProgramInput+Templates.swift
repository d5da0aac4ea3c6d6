import Program

extension ProgramInput {
  /// First part of the names of the templates for such a program.
  var templates: String {
    switch self {
    case .token: "language"
    case .frame: "classifier"
    case .image: "image"
    }
  }

  /// Argument of the emitted functions that holds the input.
  var argument: String {
    switch self {
    case .token: "tokens"
    case .frame: "frames"
    case .image: "image"
    }
  }
}
