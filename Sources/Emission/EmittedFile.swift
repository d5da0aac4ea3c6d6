/// One file of an emitted package.
package struct EmittedFile: Hashable, Sendable {
  /// Name in the package's directory; there are no folders in it.
  package var path: String
  package var bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}
