import Foundation

/// Writes files whole or not at all.
package enum AtomicFile {
  /// Puts `bytes` into the file at `path`, replacing what was there.
  ///
  /// The bytes go to a temporary file in the same directory, which is renamed at the end and
  /// removed on any failure.
  package static func write(_ bytes: [UInt8], to path: String) throws(TensorFileError) {
    try write(parts: 1, to: path) { _ in bytes }
  }

  /// As ``write(_:to:)``, for contents that are made part by part.
  ///
  /// - Parameters:
  ///   - parts: How many there are.
  ///   - path: Of the file, which is replaced where it exists.
  ///   - part: The bytes of a part, asked for once and in order.
  package static func write(
    parts: Int, to path: String, part: (Int) -> [UInt8]
  ) throws(TensorFileError) {
    try check(path)
    let (descriptor, temporary) = try createTemporary(beside: path)
    var failure: String?
    for index in 0..<parts where failure == nil { failure = write(part(index), to: descriptor) }
    if failure == nil, fsync(descriptor) != 0 { failure = systemErrorText() }
    if close(descriptor) != 0, failure == nil { failure = systemErrorText() }
    if failure == nil, rename(temporary, path) != 0 { failure = systemErrorText() }
    if let failure {
      unlink(temporary)
      throw .cannotWrite(path: path, reason: failure)
    }
  }

  /// Whether a file can be written at `path`, to be asked before long work.
  ///
  /// - Throws: ``TensorFileError/cannotWrite(path:reason:)`` where ``write(_:to:)`` would fail,
  ///   except for want of space.
  package static func check(_ path: String) throws(TensorFileError) {
    // Renaming would replace a device or a pipe by a file.
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      let isDirectory = status.st_mode & S_IFMT == S_IFDIR
      throw .cannotWrite(
        path: path, reason: isDirectory ? "it is a directory" : "it is not a regular file")
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    if access(folder, W_OK | X_OK) != 0 {
      throw .cannotWrite(path: path, reason: systemErrorText())
    }
  }

  private static func createTemporary(
    beside path: String
  ) throws(TensorFileError) -> (descriptor: Int32, path: String) {
    for attempt in 0..<100 {
      let temporary = "\(path).\(getpid())-\(attempt).tmp"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, temporary) }
      if errno != EEXIST { break }
    }
    throw .cannotWrite(path: path, reason: systemErrorText())
  }

  /// Returns the reason of a failure, or nil.
  private static func write(_ part: [UInt8], to descriptor: Int32) -> String? {
    part.withUnsafeBytes { bytes -> String? in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        if written < 0 { return systemErrorText() }
        rest = rest.dropFirst(written)
      }
      return nil
    }
  }
}
