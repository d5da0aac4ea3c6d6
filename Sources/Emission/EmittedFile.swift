/// One file of an emitted package.
package struct EmittedFile: Hashable, Sendable {
  /// Name in the package's directory; there are no folders in it.
  package var path: String
  package var bytes: [UInt8]
  /// True for C with intrinsics or assembler of an instruction set: it needs the vector unit.
  package var usesVectors: Bool

  package init(path: String, bytes: [UInt8], usesVectors: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.usesVectors = usesVectors
  }
}
