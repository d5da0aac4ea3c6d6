import FileExchange
import Foundation

/// A file or a directory beside an output, which takes the output's place when it is whole.
///
/// Its writer holds a lock on it, and a lock ends with its process: so what a killed process left
/// behind is known, and removed when the same output is written again.
package struct TemporaryOutput: ~Copyable {
  /// What it is to become.
  let output: String
  /// `OUTPUT.PROCESS-ATTEMPT.tmp`
  package let path: String
  let descriptor: Int32

  package enum Kind: Sendable { case file, directory }

  /// Makes an empty one, after removing what killed processes left of the same output.
  ///
  /// - Parameters:
  ///   - kind: What it is to become.
  ///   - output: Not in a directory that does not exist; without a `/` at the end.
  /// - Throws: ``TensorFileError/cannotWrite(path:reason:)``.
  package init(_ kind: Kind, for output: String) throws(TensorFileError) {
    Self.removeAbandoned(of: output)
    for attempt in 0..<100 {
      let path = "\(output).\(getpid())-\(attempt).tmp"
      guard let descriptor = Self.create(kind, path) else {
        if errno == EEXIST { continue }
        break
      }
      // Where there are no locks, nothing is taken for abandoned either.
      _ = flock(descriptor, LOCK_EX)
      if Self.isSame(descriptor, path) {
        self.output = output
        self.path = path
        self.descriptor = descriptor
        return
      }
      // Another process came before the lock.
      Foundation.close(descriptor)
    }
    throw .cannotWrite(path: output, reason: systemErrorText())
  }

  deinit { Foundation.close(descriptor) }

  /// Puts it in the place of its output; what was there is replaced.
  ///
  /// A directory and the one that it replaces change places in one step, on file systems that can
  /// do that. On others there is a moment without either.
  package func takePlace() throws(TensorFileError) {
    if rename(path, output) == 0 { return }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw failure() }
    if file_exchange(path, output) == 0 { return Self.remove(path) }
    guard errno == EINVAL || errno == ENOSYS else { throw failure() }
    let old = "\(path).old"
    guard rename(output, old) == 0 else { throw failure() }
    guard rename(path, output) == 0 else {
      let failure = failure()
      rename(old, output)
      throw failure
    }
    Self.remove(old)
  }

  /// Removes it with all that it holds.
  package func discard() { Self.remove(path) }

  /// The error of the system call that just failed.
  func failure() -> TensorFileError { .cannotWrite(path: output, reason: systemErrorText()) }

  // MARK: What is left of others

  /// Removes what has the name of a temporary output of `output` and no writer any more.
  private static func removeAbandoned(of output: String) {
    let slash = output.lastIndex(of: "/")
    let folder = slash.map { String(output[...$0]) } ?? "./"
    let name = slash.map { String(output[output.index(after: $0)...]) } ?? output
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for entry in entries where isTemporary(entry, of: name) {
      let path = folder + entry
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, isSame(descriptor, path) { remove(path) }
      Foundation.close(descriptor)
    }
  }

  /// Whether `entry` is `name.DIGITS-DIGITS.tmp`.
  private static func isTemporary(_ entry: String, of name: String) -> Bool {
    guard entry.hasPrefix(name + "."), entry.hasSuffix(".tmp") else { return false }
    let numbers = entry.dropFirst(name.count + 1).dropLast(4)
      .split(separator: "-", omittingEmptySubsequences: false)
    return numbers.count == 2 && numbers.allSatisfy { UInt32($0) != nil }
  }

  private static func isSame(_ descriptor: Int32, _ path: String) -> Bool {
    var (open, named) = (stat(), stat())
    return fstat(descriptor, &open) == 0 && lstat(path, &named) == 0
      && open.st_ino == named.st_ino && open.st_dev == named.st_dev
  }

  private static func create(_ kind: Kind, _ path: String) -> Int32? {
    let descriptor: Int32
    switch kind {
    case .file:
      descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    case .directory:
      guard mkdir(path, 0o777) == 0 else { return nil }
      descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    return descriptor >= 0 ? descriptor : nil
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
