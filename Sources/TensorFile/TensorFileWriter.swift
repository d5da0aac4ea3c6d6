/// Writes safetensors files; the same tensors and metadata give the same bytes.
package enum TensorFileWriter {
  /// Writes `tensors` in the given order to `path`, whole or not at all.
  ///
  /// - Precondition: Names are unique, and none is `__metadata__`.
  package static func write(
    _ tensors: [TensorContent], metadata: [String: String] = [:], to path: String
  ) throws(TensorFileError) {
    try write(tensors.map(\.header), metadata: metadata, to: path) { tensors[$0].bytes }
  }

  /// As ``write(_:metadata:to:)``, for tensors that need not be in memory together.
  ///
  /// - Parameters:
  ///   - tensors: In the order of the file.
  ///   - metadata: Of the header.
  ///   - path: Of the file, which is replaced where it exists.
  ///   - bytes: Those of a tensor, asked for once and in order.
  /// - Precondition: They fill the tensor's shape.
  package static func write(
    _ tensors: [TensorContent.Header], metadata: [String: String], to path: String,
    bytes: (Int) -> [UInt8]
  ) throws(TensorFileError) {
    let header = header(tensors, metadata: metadata)
    try AtomicFile.write(parts: 1 + tensors.count, to: path) { part in
      guard part > 0 else { return header }
      let content = bytes(part - 1)
      precondition(content.count == tensors[part - 1].byteCount, "bytes do not fill a tensor")
      return content
    }
  }

  /// The header with its length, padded with spaces so that the data starts at a multiple of 8.
  static func header(_ tensors: [TensorContent.Header], metadata: [String: String]) -> [UInt8] {
    let names = tensors.map(\.name) + ["__metadata__"]
    precondition(Set(names).count == names.count, "two tensors have the same name")
    var parts: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(JSON.quoted($0.key)):\(JSON.quoted($0.value))" }
      parts.append("\"__metadata__\":{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      parts.append(
        "\(JSON.quoted(tensor.name)):{\"dtype\":\"\(tensor.type.rawValue)\","
          + "\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var text = Array("{\(parts.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }
}
