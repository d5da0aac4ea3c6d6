import Assets

/// A file of `Runtime-C`, `Targets` or `Templates`, or the licence, that the executable carries.
package struct EmbeddedFile: Hashable, Sendable {
  /// Path from the root of the package, e.g. `Targets/host.json`.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// Every file whose path starts with `prefix`, in the order of paths.
  package static func all(under prefix: String) -> [EmbeddedFile] {
    (0..<adder_asset_count()).compactMap { index in
      let asset = adder_asset_at(index)
      let path = String(cString: asset.path)
      guard path.hasPrefix(prefix) else { return nil }
      let bytes = UnsafeBufferPointer(start: asset.bytes, count: asset.count)
      return EmbeddedFile(path: path, bytes: Array(bytes))
    }
  }

  /// The file at `path`, or nil.
  package static func find(_ path: String) -> EmbeddedFile? {
    all(under: path).first { $0.path == path }
  }

  /// Last component of the path, e.g. `host.json`.
  package var name: String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
