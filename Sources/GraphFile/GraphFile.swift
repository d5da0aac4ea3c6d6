package import Program
import TensorFile

/// Reads and writes graph files: an integer program in one safetensors file.
///
/// The format is described in the article `GraphFormat`.
package enum GraphFile {
  static let format = "adder-graph"
  static let version = 1

  /// Keys of the file's metadata.
  enum Key {
    static let format = "format"
    static let version = "version"
    static let program = "program"
    static let hash = "sha256"
    static let all = [format, program, hash, version]
  }

  /// Writes `program` to `path`, whole or not at all; equal programs give equal bytes.
  /// - Throws: ``GraphFileError/rejected(path:_:)`` if the program breaks a rule, or a file error.
  package static func write(_ program: Program, to path: String) throws(GraphFileError) {
    let violations = program.verify()
    if !violations.isEmpty { throw .rejected(path: path, violations) }
    let text = GraphText.program(program)
    var hash = SHA256()
    hash.update(Array(text.utf8))
    for constant in program.constants { hash.update(TensorContent(constant).bytes) }
    let metadata = [
      Key.format: format, Key.version: String(version), Key.program: text,
      Key.hash: hash.finalize(),
    ]
    do {
      let headers = program.constants.map {
        TensorContent.Header(name: $0.name, type: $0.data.type.stored, shape: $0.shape)
      }
      try TensorFileWriter.write(headers, metadata: metadata, to: path) {
        TensorContent(program.constants[$0]).bytes
      }
    } catch {
      throw .file(error)
    }
  }

  /// Reads and checks the graph at `path`; what is returned is accepted by the verifier.
  package static func read(_ path: String) throws(GraphFileError) -> Program {
    let file: TensorFile
    do { file = try TensorFile(path: path) } catch { throw .file(error) }
    let program = try GraphDecoder(file: file).program()
    let violations = program.verify()
    if !violations.isEmpty { throw .rejected(path: path, violations) }
    return program
  }
}

extension TensorContent {
  init(_ constant: Constant) {
    switch constant.data {
    case .uint8(let values):
      self.init(name: constant.name, type: .uint8, shape: constant.shape, bytes: values)
    case .int8(let values):
      self.init(name: constant.name, shape: constant.shape, int8: values)
    case .int16(let values):
      self.init(name: constant.name, shape: constant.shape, int16: values)
    case .int32(let values):
      self.init(name: constant.name, shape: constant.shape, int32: values)
    }
  }
}
