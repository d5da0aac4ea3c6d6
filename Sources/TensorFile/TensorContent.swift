/// A tensor to be written.
package struct TensorContent: Hashable, Sendable {
  package var name: String
  package var type: TensorType
  package var shape: [Int]
  /// Row-major values, least significant byte first.
  package var bytes: [UInt8]

  /// What the header of a file says of it.
  package struct Header: Hashable, Sendable {
    var name: String
    var type: TensorType
    var shape: [Int]

    package init(name: String, type: TensorType, shape: [Int]) {
      self.name = name
      self.type = type
      self.shape = shape
    }

    var byteCount: Int { shape.reduce(type.size, *) }
  }

  var header: Header { Header(name: name, type: type, shape: shape) }

  /// - Precondition: `bytes` fill `shape`.
  package init(name: String, type: TensorType, shape: [Int], bytes: [UInt8]) {
    precondition(
      bytes.count == shape.reduce(type.size, *), "'\(name)' does not fill the shape \(shape)")
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }

  package init(name: String, shape: [Int], int8 values: [Int8]) {
    self.init(name: name, type: .int8, shape: shape, bytes: values.map { UInt8(bitPattern: $0) })
  }

  package init(name: String, shape: [Int], int16 values: [Int16]) {
    self.init(name: name, type: .int16, shape: shape, bytes: littleEndianBytes(values))
  }

  package init(name: String, shape: [Int], int32 values: [Int32]) {
    self.init(name: name, type: .int32, shape: shape, bytes: littleEndianBytes(values))
  }

  package init(name: String, shape: [Int], int64 values: [Int64]) {
    self.init(name: name, type: .int64, shape: shape, bytes: littleEndianBytes(values))
  }

  package init(name: String, shape: [Int], float32 values: [Float]) {
    self.init(
      name: name, type: .float32, shape: shape,
      bytes: littleEndianBytes(values.map(\.bitPattern)))
  }
}

private func littleEndianBytes<T: FixedWidthInteger>(_ values: [T]) -> [UInt8] {
  values.map(\.littleEndian).withUnsafeBytes { Array($0) }
}
