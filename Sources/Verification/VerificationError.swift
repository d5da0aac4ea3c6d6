package import Emission
package import Interpreter

/// Why nothing could be verified.
package enum VerificationError: Error, Sendable {
  /// No input has a position.
  case noInput
  case interpreter(InterpreterError)
  case emission(EmissionError)
  /// The work directory cannot be used.
  case work(path: String, reason: String)
}

extension VerificationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .noInput: "there is nothing to verify with: the inputs have no positions"
    case .interpreter(let error): error.description
    case .emission(let error): error.description
    case .work(let path, let reason): "\(path): cannot be used as work directory (\(reason))"
    }
  }
}
