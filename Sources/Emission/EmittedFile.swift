/// One file of an emitted package.
package struct EmittedFile: Sendable {
  /// Name in the package's directory, or folder and name.
  package var path: String
  /// True for C with intrinsics or assembler of an instruction set: it needs the vector unit.
  package var usesVectors: Bool
  private var pieces: [@Sendable () -> [UInt8]]

  package init(path: String, bytes: [UInt8], usesVectors: Bool = false) {
    self.path = path
    self.usesVectors = usesVectors
    pieces = [{ bytes }]
  }

  /// A file that is made piece by piece when it is written.
  init(path: String, pieces: [@Sendable () -> [UInt8]]) {
    self.path = path
    usesVectors = false
    self.pieces = pieces
  }

  /// The whole file.
  package var bytes: [UInt8] {
    get { pieces.count == 1 ? pieces[0]() : pieces.reduce(into: []) { $0 += $1() } }
    set { pieces = [{ newValue }] }
  }

  /// Hands over the file from its start to its end, without holding all of it.
  func forEachPiece(_ body: ([UInt8]) throws -> Void) rethrows {
    for piece in pieces { try body(piece()) }
  }
}

extension EmittedFile: Hashable {
  package static func == (left: EmittedFile, right: EmittedFile) -> Bool {
    left.path == right.path && left.usesVectors == right.usesVectors && left.bytes == right.bytes
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
