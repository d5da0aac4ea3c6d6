package import Program

/// Why a program or an input cannot be interpreted.
package enum InterpreterError: Error, Hashable, Sendable {
  /// The program's verifier found violations, given in its words.
  case refused(program: String, violations: [String])
  /// The buffers need more memory than any sensible program.
  case tooLarge(bytes: Int)
  /// Something else was given to a program that reads frames.
  case expectsFrames(width: Int)
  /// Something else was given to a program that reads tokens.
  case expectsTokens(vocabulary: Int)
  /// Something else was given to a program that reads images.
  case expectsImages(height: Int, width: Int, channels: Int)
  case wrongImageSize(bytes: Int, expected: Int)
  case tokenOutOfRange(token: Int32, position: Int, vocabulary: Int)
  /// `count` elements are no whole number of frames.
  case wrongFrameWidth(count: Int, width: Int)
  /// An element beyond the limit for which the verifier proved the program.
  case frameOutOfRange(value: Int16, position: Int, limit: Int)
  /// The program takes whole sequences, of which no state is left.
  case noState(program: String)
  /// Bytes that are not, or no longer, a saved state of the program.
  case savedState(Seal.Fault)
}

extension InterpreterError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let program, let violations):
      "program \(program) is refused by the verifier (\(violations.count) violations): "
        + violations.prefix(3).joined(separator: "; ") + ". Quantize the checkpoint again."
    case .tooLarge(let bytes):
      "the program's buffers need \(bytes) bytes, more than the interpreter allows "
        + "(\(Workspace.largestByteCount)). Check the buffer counts of the graph."
    case .expectsFrames(let width):
      "the program reads frames of \(width) features, but the input holds something else. "
        + "Give a data file with `inputs`."
    case .expectsTokens(let vocabulary):
      "the program reads tokens below \(vocabulary), but the input holds something else. "
        + "Give a data file with `input_ids`, or a text."
    case .expectsImages(let height, let width, let channels):
      "the program reads images of \(height) x \(width) x \(channels), but the input holds "
        + "something else. Give a data file with `inputs` of type uint8."
    case .wrongImageSize(let bytes, let expected):
      "the image has \(bytes) bytes, but the program reads images of \(expected). "
        + "Check the shape of the data."
    case .tokenOutOfRange(let token, let position, let vocabulary):
      "token \(token) at position \(position) is not in 0..<\(vocabulary). "
        + "Use the tokenizer of the checkpoint."
    case .wrongFrameWidth(let count, let width):
      "\(count) elements are no whole number of frames of \(width) features. "
        + "Check the shape of the data."
    case .frameOutOfRange(let value, let position, let limit):
      "element \(value) of the frame at position \(position) is not in -\(limit)...\(limit). "
        + "Quantize the frames with the program's own scale and limit."
    case .noState(let program):
      "program \(program) takes whole images, so no state can be saved or restored."
    case .savedState(.truncated):
      "the saved state ends early. Save it again."
    case .savedState(.foreign):
      "the bytes are no saved state. Give what 'save' wrote."
    case .savedState(.otherVersion):
      "the saved state has another format. Save it again with this version of Adder."
    case .savedState(.otherModel):
      "the saved state is of another model. Give the graph that it was saved with."
    case .savedState(.damaged):
      "the saved state is damaged: its checksum is wrong. Save it again."
    case .savedState(.impossible):
      "the saved state holds values that the program never has. Give what 'save' wrote."
    }
  }
}
