import Program
import TensorFile

/// Builds a program from a graph file: metadata, constants, checksum, then the rest.
struct GraphDecoder {
  let file: TensorFile

  func program() throws(GraphFileError) -> Program {
    try checkMetadata()
    let text = Array((file.metadata[GraphFile.Key.program] ?? "").utf8)
    let json = try parse(text)
    var (fields, list) = try located { () throws(GraphProblem) in
      var fields = try GraphFields(json, at: "")
      let list = try ConstantList(fields.array("constants"), file: file)
      return (fields, list)
    }
    let constants = try load(list)
    try checkHash(text, constants)
    return try located { () throws(GraphProblem) in
      try Program(&fields, constants: constants)
    }
  }

  private func checkMetadata() throws(GraphFileError) {
    let metadata = file.metadata
    guard metadata[GraphFile.Key.format] == GraphFile.format else {
      throw .noGraph(path: file.path)
    }
    let version = metadata[GraphFile.Key.version] ?? "none"
    guard version == String(GraphFile.version) else {
      throw .version(path: file.path, found: version, supported: GraphFile.version)
    }
    for key in GraphFile.Key.all where metadata[key] == nil {
      throw .metadata(path: file.path, missing: key)
    }
    for key in metadata.keys.sorted() where !GraphFile.Key.all.contains(key) {
      throw .unknownMetadata(path: file.path, key: key)
    }
  }

  private func parse(_ text: [UInt8]) throws(GraphFileError) -> JSON {
    do {
      return try text.withUnsafeBufferPointer { text throws(TensorFileError) in
        try JSON.parse(UnsafeRawBufferPointer(text), path: "\(file.path) (program)")
      }
    } catch {
      throw .file(error)
    }
  }

  private func load(_ list: ConstantList) throws(GraphFileError) -> [Constant] {
    for name in file.names where !list.names.contains(name) {
      throw .unlistedTensor(path: file.path, tensor: name)
    }
    do { return try list.load(from: file) } catch { throw .file(error) }
  }

  /// Compares the SHA-256 of the program's text and of all tensors in the order of `constants`.
  private func checkHash(_ text: [UInt8], _ constants: [Constant]) throws(GraphFileError) {
    var hash = SHA256()
    hash.update(text)
    for constant in constants { hash.update(TensorContent(constant).bytes) }
    let computed = hash.finalize()
    let stored = file.metadata[GraphFile.Key.hash] ?? ""
    if stored != computed {
      throw .checksum(path: file.path, stored: stored, computed: computed)
    }
  }

  /// Adds the file to the problems of `body`.
  private func located<Result>(
    _ body: () throws(GraphProblem) -> Result
  ) throws(GraphFileError) -> Result {
    do { return try body() } catch { throw .program(path: file.path, error) }
  }
}
