import Foundation

/// A file mapped into memory for reading.
package final class MappedFile {
  package let path: String
  /// The file's bytes, valid as long as this object.
  let bytes: UnsafeRawBufferPointer

  /// - Throws: ``TensorFileError/cannotRead(path:reason:)``, also where `path` is no regular file.
  package init(path: String) throws(TensorFileError) {
    // Without O_NONBLOCK, opening a FIFO would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    if descriptor < 0 { throw .cannotRead(path: path, reason: systemErrorText()) }
    defer { close(descriptor) }
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw .cannotRead(path: path, reason: systemErrorText()) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw .cannotRead(path: path, reason: "it is a directory")
    }
    if status.st_mode & S_IFMT != S_IFREG {
      throw .cannotRead(path: path, reason: "it is not a regular file")
    }
    self.path = path
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { throw .cannotRead(path: path, reason: systemErrorText()) }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }

  /// Size of the file in bytes.
  package var count: Int { bytes.count }

  /// Gives back the memory of pages that were read; they are read again when they are needed.
  ///
  /// Does nothing for a few pages, which are not worth a call of the system.
  func release(_ range: Range<Int>) {
    guard let start = bytes.baseAddress, range.count >= 1 << 14 else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = range.lowerBound / page * page
    // A private mapping that is never written to: the file has all there is.
    madvise(
      UnsafeMutableRawPointer(mutating: start + first), range.upperBound - first, MADV_DONTNEED)
  }

  /// Calls `body` with all bytes of the file; they must not outlive the call.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withExtendedLifetime(self) { () throws(Failure) in try body(bytes) }
  }
}

// The mapping never changes after `init`.
extension MappedFile: @unchecked Sendable {}

/// The text of `errno`.
package func systemErrorText() -> String {
  String(cString: strerror(errno))
}
