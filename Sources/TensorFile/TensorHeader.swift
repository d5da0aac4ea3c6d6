/// The header of a safetensors file, checked against the file's size.
struct TensorHeader {
  /// Longest header accepted, in bytes; the limit of the format's own library.
  static let limit = 100_000_000

  private(set) var metadata: [String: String] = [:]
  /// In the order of the header.
  private(set) var entries: [TensorEntry] = []

  /// - Parameter file: All bytes of the file at `path`.
  init(_ file: UnsafeRawBufferPointer, path: String) throws(TensorFileError) {
    if file.count < 8 { throw .noHeader(path: path, size: file.count) }
    let stored = UInt64(littleEndian: file.loadUnaligned(as: UInt64.self))
    guard let length = Int(exactly: stored), length <= Self.limit else {
      throw .headerTooLong(path: path, length: stored, limit: Self.limit)
    }
    if length > file.count - 8 {
      throw .headerBeyondEnd(path: path, length: length, size: file.count)
    }
    let text = UnsafeRawBufferPointer(rebasing: file[8..<8 + length])
    guard let members = try JSON.parse(text, path: path, base: 8).members else {
      throw .headerNotObject(path: path)
    }
    entries.reserveCapacity(members.count)
    for member in members {
      if member.key == "__metadata__" {
        metadata = try Self.metadata(member.value, path: path)
      } else {
        entries.append(
          try Self.entry(member.key, member.value, path: path, dataStart: 8 + length))
      }
    }
    try checkCoverage(path: path, dataStart: 8 + length, size: file.count)
  }

  private static func metadata(
    _ json: JSON, path: String
  ) throws(TensorFileError) -> [String: String] {
    guard let members = json.members else { throw .invalidMetadata(path: path) }
    var metadata: [String: String] = [:]
    for member in members {
      guard let value = member.value.string else { throw .invalidMetadata(path: path) }
      metadata[member.key] = value
    }
    return metadata
  }

  private static func entry(
    _ name: String, _ json: JSON, path: String, dataStart: Int
  ) throws(TensorFileError) -> TensorEntry {
    guard let typeName = json["dtype"]?.string,
      let shape = nonNegativeIntegers(json["shape"]),
      let offsets = nonNegativeIntegers(json["data_offsets"]), offsets.count == 2
    else { throw .invalidEntry(path: path, tensor: name, .malformed) }
    guard let type = TensorType(rawValue: typeName) else {
      throw .invalidEntry(path: path, tensor: name, .unknownType(typeName))
    }
    var byteCount = type.size
    for dimension in shape {
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: dimension)
      if overflow { throw .invalidEntry(path: path, tensor: name, .shapeTooLarge(shape)) }
      byteCount = product
    }
    let (start, end) = (offsets[0], offsets[1])
    let (fileStart, overflow) = start.addingReportingOverflow(dataStart)
    if overflow || start > end {
      throw .invalidEntry(path: path, tensor: name, .invalidOffsets(start: start, end: end))
    }
    if end - start != byteCount {
      throw .invalidEntry(
        path: path, tensor: name, .wrongByteCount(end - start, type: type, shape: shape))
    }
    return TensorEntry(
      name: name, type: type, shape: shape, offset: fileStart, byteCount: byteCount)
  }

  private static func nonNegativeIntegers(_ json: JSON?) -> [Int]? {
    guard let elements = json?.elements else { return nil }
    let integers = elements.compactMap(\.integer).filter { $0 >= 0 }
    return integers.count == elements.count ? integers : nil
  }

  /// Checks that the tensors follow each other without gaps up to the end of the file.
  private func checkCoverage(path: String, dataStart: Int, size: Int) throws(TensorFileError) {
    var end = dataStart
    for entry in entries.sorted(by: { ($0.offset, $0.byteCount) < ($1.offset, $1.byteCount) }) {
      if entry.offset != end {
        throw .gapOrOverlap(
          path: path, tensor: entry.name, start: entry.offset - dataStart,
          expected: end - dataStart)
      }
      let (next, overflow) = end.addingReportingOverflow(entry.byteCount)
      if overflow || next > size {
        let described = overflow ? Int.max : next - dataStart
        throw .wrongDataSize(path: path, described: described, size: size - dataStart)
      }
      end = next
    }
    if end != size {
      throw .wrongDataSize(path: path, described: end - dataStart, size: size - dataStart)
    }
  }
}
