/// Builds the bytes of a safetensors file, independently of the module under test.
package struct SafetensorsFixture {
  /// One tensor, `type` as the format spells it, e.g. `F32`.
  package struct Entry {
    package var name: String
    package var type: String
    package var shape: [Int]
    package var bytes: [UInt8]
  }

  package var entries: [Entry] = []
  package var metadata: [String: String] = [:]

  package init() {}

  package mutating func add(_ name: String, type: String, shape: [Int], bytes: [UInt8]) {
    entries.append(Entry(name: name, type: type, shape: shape, bytes: bytes))
  }

  package mutating func add(_ name: String, shape: [Int], floats: [Float]) {
    add(name, type: "F32", shape: shape, bytes: floats.flatMap { littleEndian($0.bitPattern) })
  }

  /// Keeps the upper half of each value, as BF16 does (truncated, not rounded).
  package mutating func add(_ name: String, shape: [Int], bfloat16 floats: [Float]) {
    let bytes = floats.flatMap { littleEndian(UInt16($0.bitPattern >> 16)) }
    add(name, type: "BF16", shape: shape, bytes: bytes)
  }

  package mutating func add(_ name: String, shape: [Int], int32 values: [Int32]) {
    add(name, type: "I32", shape: shape, bytes: values.flatMap { littleEndian($0) })
  }

  package mutating func add(_ name: String, shape: [Int], int64 values: [Int64]) {
    add(name, type: "I64", shape: shape, bytes: values.flatMap { littleEndian($0) })
  }

  /// The JSON header, unpadded. Names must need no escapes.
  package var header: String {
    var offset = 0
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    for entry in entries {
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let end = offset + entry.bytes.count
      parts.append(
        "\"\(entry.name)\":{\"dtype\":\"\(entry.type)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    return "{" + parts.joined(separator: ",") + "}"
  }

  package var bytes: [UInt8] {
    Self.file(header: header, data: entries.flatMap(\.bytes))
  }

  /// A file of any header, valid or not, and any data.
  package static func file(header: String, data: [UInt8]) -> [UInt8] {
    littleEndian(UInt64(header.utf8.count)) + Array(header.utf8) + data
  }
}

/// The bytes of `value`, least significant first.
package func littleEndian<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
