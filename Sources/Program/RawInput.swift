/// The input format of the emitted runner: sequences of integers, little-endian.
///
/// For each sequence: uint32 number of positions, then for each position one int32 token or
/// `width` int16 features. An image has the number of its bytes, then these. A file holds any
/// number of sequences.
package enum RawInput {
  /// - Precondition: Every sequence suits `input`.
  package static func encode(_ sequences: [IntegerSequence], for input: ProgramInput) -> [UInt8] {
    var bytes: [UInt8] = []
    for sequence in sequences { append(sequence, for: input, to: &bytes) }
    return bytes
  }

  /// Appends one sequence, for callers that write as they go.
  /// - Precondition: The sequence suits `input` and has less than 2^32 positions.
  package static func append(
    _ sequence: IntegerSequence, for input: ProgramInput, to bytes: inout [UInt8]
  ) {
    if case .image(let pixels) = sequence {
      append(UInt32(pixels.count), to: &bytes)
    } else {
      append(UInt32(sequence.positions(for: input)), to: &bytes)
    }
    switch sequence {
    case .image(let pixels): bytes += pixels
    case .tokens(let tokens):
      bytes.reserveCapacity(bytes.count + 4 * tokens.count)
      for token in tokens { append(token, to: &bytes) }
    case .frames(let values):
      bytes.reserveCapacity(bytes.count + 2 * values.count)
      for value in values { append(value, to: &bytes) }
    }
  }

  /// All sequences of `bytes`, each value checked against the range of `input`.
  package static func decode(
    _ bytes: [UInt8], for input: ProgramInput
  ) throws(ProgramError) -> [IntegerSequence] {
    var reader = RawInputReader(bytes, for: input)
    var sequences: [IntegerSequence] = []
    while let sequence = try reader.next() { sequences.append(sequence) }
    return sequences
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

/// Reads raw input one sequence at a time.
package struct RawInputReader: Sendable {
  private let bytes: [UInt8]
  private let input: ProgramInput
  private var offset = 0
  private var sequence = 0

  package init(_ bytes: [UInt8], for input: ProgramInput) {
    self.bytes = bytes
    self.input = input
  }

  /// The next sequence, or nil at the end of the bytes.
  /// - Throws: ``ProgramError`` at a truncated sequence or a value outside its range.
  package mutating func next() throws(ProgramError) -> IntegerSequence? {
    guard offset < bytes.count else { return nil }
    guard bytes.count - offset >= 4 else {
      throw .rawInputTruncated(sequence: sequence, needed: 4, available: bytes.count - offset)
    }
    let positions = Int(load(UInt32.self))
    defer { sequence += 1 }
    switch input {
    case .token(let vocabulary):
      return .tokens(try values(positions, width: 1, 0...vocabulary - 1))
    case .frame(let width, _, let limit):
      return .frames(try values(positions, width: width, -limit...limit))
    case .image(let image):
      guard positions == image.count else {
        throw .rawImageSize(sequence: sequence, bytes: positions, expected: image.count)
      }
      return .image(try values(positions, width: 1, 0...255))
    }
  }

  private mutating func values<Value: FixedWidthInteger>(
    _ positions: Int, width: Int, _ range: ClosedRange<Int>
  ) throws(ProgramError) -> [Value] {
    let available = bytes.count - offset
    let needed = positions.multipliedReportingOverflow(by: width * MemoryLayout<Value>.size)
    guard !needed.overflow, needed.partialValue <= available else {
      throw .rawInputTruncated(
        sequence: sequence, needed: needed.overflow ? Int.max : needed.partialValue,
        available: available)
    }
    var values: [Value] = []
    values.reserveCapacity(positions * width)
    for index in 0..<positions * width {
      let value = load(Value.self)
      guard range.contains(Int(value)) else {
        throw .rawInputOutOfRange(
          sequence: sequence, position: index / width, value: Int(value), range: range)
      }
      values.append(value)
    }
    return values
  }

  /// - Precondition: The bytes are there.
  private mutating func load<Value: FixedWidthInteger>(_: Value.Type) -> Value {
    defer { offset += MemoryLayout<Value>.size }
    return bytes.withUnsafeBytes {
      Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }
}
