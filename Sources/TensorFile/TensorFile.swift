/// A safetensors file, mapped into memory and checked when opened.
///
/// A read costs one pass over the tensor that is asked for; the rest of the file stays on disk.
package struct TensorFile: Sendable {
  package let path: String
  package let metadata: [String: String]
  /// All tensors, in the order of the header.
  package let entries: [TensorEntry]

  private let file: MappedFile
  private let indices: [String: Int]

  package init(path: String) throws(TensorFileError) {
    try self.init(try MappedFile(path: path))
  }

  /// Reads a file that is mapped already.
  package init(_ file: MappedFile) throws(TensorFileError) {
    let header = try file.withBytes { bytes throws(TensorFileError) in
      try TensorHeader(bytes, path: file.path)
    }
    path = file.path
    metadata = header.metadata
    entries = header.entries
    self.file = file
    indices = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// Names of all tensors, in the order of the header.
  package var names: [String] { entries.map(\.name) }

  package func entry(_ name: String) -> TensorEntry? {
    indices[name].map { entries[$0] }
  }

  /// SHA-256 of the whole file, lower-case hex.
  package func hash() -> String {
    SHA256.hex(of: file)
  }

  /// The values of a tensor of any floating-point type, as `Float`.
  ///
  /// F64 is rounded to nearest; the narrower types are exact.
  package func float32(_ name: String) throws(TensorFileError) -> [Float] {
    let entry = try find(name)
    return try float32Reader(name)(0..<entry.count)
  }

  /// Reads ranges of what ``float32(_:)`` gives; holds the file.
  package func float32Reader(
    _ name: String
  ) throws(TensorFileError) -> @Sendable (Range<Int>) -> [Float] {
    let entry = try find(name)
    return switch entry.type {
    case .float32:
      { read(entry, $0) { (bits: UInt32) in Float(bitPattern: bits) } }
    case .bfloat16:
      { read(entry, $0) { (bits: UInt16) in Float(bitPattern: UInt32(bits) << 16) } }
    case .float16:
      { read(entry, $0) { (bits: UInt16) in Float(Float16(bitPattern: bits)) } }
    case .float64:
      { read(entry, $0) { (bits: UInt64) in Float(Double(bitPattern: bits)) } }
    default: throw wrongType(entry, expected: "F32, BF16, F16 or F64")
    }
  }

  /// The values of a tensor of type I8.
  package func int8(_ name: String) throws(TensorFileError) -> [Int8] {
    try read(name, .int8) { (bits: UInt8) in Int8(bitPattern: bits) }
  }

  /// The values of a tensor of type U8.
  package func uint8(_ name: String) throws(TensorFileError) -> [UInt8] {
    try read(name, .uint8) { (bits: UInt8) in bits }
  }

  /// The values of a tensor of type I16.
  package func int16(_ name: String) throws(TensorFileError) -> [Int16] {
    try read(name, .int16) { (bits: UInt16) in Int16(bitPattern: bits) }
  }

  /// The values of a tensor of type I32.
  package func int32(_ name: String) throws(TensorFileError) -> [Int32] {
    try read(name, .int32) { (bits: UInt32) in Int32(bitPattern: bits) }
  }

  /// The values of a tensor of type I64.
  package func int64(_ name: String) throws(TensorFileError) -> [Int64] {
    try read(name, .int64) { (bits: UInt64) in Int64(bitPattern: bits) }
  }

  /// The values of a tensor of type I32, or of type I64 if each fits in 32 bits.
  package func narrowedInt32(_ name: String) throws(TensorFileError) -> [Int32] {
    let entry = try find(name)
    switch entry.type {
    case .int32: return try int32(name)
    case .int64: break
    default: throw wrongType(entry, expected: "I32 or I64")
    }
    let wide = try int64(name)
    if let index = wide.firstIndex(where: { Int32(exactly: $0) == nil }) {
      throw .outOfRange(path: path, tensor: name, index: index, value: wide[index])
    }
    return wide.map { Int32(truncatingIfNeeded: $0) }
  }

  /// The bytes of a tensor as they are stored, least significant first.
  package func bytes(_ name: String) throws(TensorFileError) -> [UInt8] {
    let entry = try find(name)
    return read(entry, 0..<entry.byteCount) { (bits: UInt8) in bits }
  }

  private func find(_ name: String) throws(TensorFileError) -> TensorEntry {
    guard let entry = entry(name) else { throw .noTensor(path: path, tensor: name) }
    return entry
  }

  private func read<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
    _ name: String, _ type: TensorType, _ convert: (Bits) -> Value
  ) throws(TensorFileError) -> [Value] {
    let entry = try find(name)
    if entry.type != type { throw wrongType(entry, expected: type.rawValue) }
    return read(entry, 0..<entry.count, convert)
  }

  private func wrongType(_ entry: TensorEntry, expected: String) -> TensorFileError {
    .wrongType(path: path, tensor: entry.name, type: entry.type, expected: expected)
  }

  /// Reads little-endian words of type `Bits`, those of `range`, and converts each.
  @inline(__always)
  private func read<Bits: FixedWidthInteger & BitwiseCopyable, Value>(
    _ entry: TensorEntry, _ range: Range<Int>, _ convert: (Bits) -> Value
  ) -> [Value] {
    let size = MemoryLayout<Bits>.size
    let start = entry.offset + range.lowerBound * size
    defer { file.release(start..<start + range.count * size) }
    return file.withBytes { bytes in
      Array(unsafeUninitializedCapacity: range.count) { values, initialized in
        for index in 0..<range.count {
          let bits = bytes.loadUnaligned(fromByteOffset: start + index * size, as: Bits.self)
          values.initializeElement(at: index, to: convert(Bits(littleEndian: bits)))
        }
        initialized = range.count
      }
    }
  }
}
