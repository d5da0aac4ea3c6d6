import Program

/// A sequence that was checked against the input of a program.
struct SequenceInput {
  let positions: Int
  private let sequence: IntegerSequence
  private let buffer: BufferID?

  /// - Throws: ``InterpreterError`` for the wrong kind of input, a token outside the
  ///   vocabulary, an incomplete frame, an element beyond the limit or an image of another size.
  init(_ sequence: IntegerSequence, for program: Program) throws(InterpreterError) {
    switch (sequence, program.input) {
    case (.tokens(let tokens), .token(let vocabulary)):
      try Self.check(tokens, vocabulary: vocabulary)
      positions = tokens.count
    case (.frames(let values), .frame(let width, _, let limit)):
      try Self.check(values, width: width, limit: limit)
      positions = values.count / width
    case (.image(let pixels), .image(let image)):
      guard pixels.count == image.count else {
        throw .wrongImageSize(bytes: pixels.count, expected: image.count)
      }
      positions = image.positions
    case (_, .frame(let width, _, _)):
      throw .expectsFrames(width: width)
    case (_, .token(let vocabulary)):
      throw .expectsTokens(vocabulary: vocabulary)
    case (_, .image(let image)):
      throw .expectsImages(height: image.height, width: image.width, channels: image.channels)
    }
    self.sequence = sequence
    buffer = program.inputBuffer
  }

  /// Writes positions of the sequence to rows 0, 1, ... of the input buffer.
  func load(_ range: Range<Int>, into workspace: Workspace) {
    guard let buffer else { return }
    switch sequence {
    case .tokens(let tokens):
      let rows = workspace.rows(of: buffer, as: Int32.self)
      for (row, position) in range.enumerated() {
        rows[row][0] = tokens[position]
      }
    case .frames(let values):
      let rows = workspace.rows(of: buffer, as: Int16.self)
      let width = rows.stride
      for (row, position) in range.enumerated() {
        for i in 0..<width { rows[row][i] = values[position * width + i] }
      }
    case .image(let pixels):
      let image = workspace.rows(of: buffer, as: UInt8.self)[0]
      for (i, pixel) in pixels.enumerated() { image[i] = pixel }
    }
  }

  private static func check(
    _ tokens: [Int32], vocabulary: Int
  ) throws(InterpreterError) {
    for (position, token) in tokens.enumerated() {
      guard token >= 0, Int(token) < vocabulary else {
        throw .tokenOutOfRange(token: token, position: position, vocabulary: vocabulary)
      }
    }
  }

  /// Elements beyond the limit are refused because the proof of the program rests on it.
  private static func check(
    _ values: [Int16], width: Int, limit: Int
  ) throws(InterpreterError) {
    guard values.count.isMultiple(of: width) else {
      throw .wrongFrameWidth(count: values.count, width: width)
    }
    for (index, value) in values.enumerated() {
      guard abs(Int(value)) <= limit else {
        throw .frameOutOfRange(value: value, position: index / width, limit: limit)
      }
    }
  }
}
