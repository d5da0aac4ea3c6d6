package import TensorFile

/// The checksum of a statistics file: SHA-256 over the metadata in the order of keys, then
/// name, type, shape and bytes of every tensor in the order of names.
package struct StatisticsChecksum {
  private var hash = SHA256()

  /// - Parameter metadata: All of it; the checksum itself is left out.
  package init(_ metadata: [String: String]) {
    for (key, value) in metadata.sorted(by: { $0.key < $1.key })
    where key != StatisticsFile.Key.hash {
      hash.update(Array("\(JSON.quoted(key)):\(JSON.quoted(value))\n".utf8))
    }
  }

  package mutating func add(name: String, type: TensorType, shape: [Int], _ bytes: [UInt8]) {
    hash.update(Array("\(JSON.quoted(name)) \(type.rawValue) \(shape)\n".utf8))
    hash.update(bytes)
  }

  /// Lower-case hex.
  package var text: String { hash.finalize() }
}
