package import Foundation

/// Writes files whole or not at all.
package enum AtomicFile {
  /// Puts `bytes` into the file at `path`, replacing what was there.
  ///
  /// The bytes go to a temporary file in the same directory, which is renamed at the end and
  /// removed on any failure. A symbolic link stays, and the file that it leads to is replaced.
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
    let temporary = try TemporaryOutput(.file, for: destination(path))
    do throws(TensorFileError) {
      for index in 0..<parts {
        guard writeAll(part(index), to: temporary.descriptor) else { throw temporary.failure() }
      }
      // A close that fails after this has lost nothing.
      try temporary.takePlace()
    } catch {
      temporary.discard()
      throw error
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
    let file = try destination(path)
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
    if access(folder, W_OK | X_OK) != 0 {
      throw .cannotWrite(path: path, reason: systemErrorText())
    }
  }

  /// `path`, or the file that a symbolic link there leads to: renaming would replace the link,
  /// which may be `/dev/stdout`.
  private static func destination(_ path: String) throws(TensorFileError) -> String {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else { return path }
    guard let resolved = realpath(path, nil) else {
      throw .cannotWrite(path: path, reason: "it is a symbolic link that leads to no file")
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Writes all of `bytes` to an open file.
  ///
  /// - Returns: False after a failure, which `errno` tells.
  package static func writeAll(_ bytes: some ContiguousBytes, to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Foundation.write(
          descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno == EINTR { continue }
        if written < 0 { return false }
        rest = rest.dropFirst(written)
      }
      return true
    }
  }
}
