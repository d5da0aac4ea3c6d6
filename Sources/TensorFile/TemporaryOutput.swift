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

  /// Waits until a file or a folder in this directory is on the disk.
  package func flush(_ name: String) throws(TensorFileError) {
    let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure() }
    defer { Foundation.close(file) }
    guard Self.isFlushed(file) else { throw failure() }
  }

  /// Puts it in the place of its output, when it is on the disk; what was there is replaced.
  ///
  /// A directory and the one that it replaces change places in one step, on file systems that can
  /// do that. On others there is a moment without either.
  package func takePlace() throws(TensorFileError) {
    guard Self.isFlushed(descriptor) else { throw failure() }
    let replaced = try replaceOutput()
    // The output is whole whether or not its name is on the disk.
    let folder = open(Self.split(output).folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      _ = fsync(folder)
      Foundation.close(folder)
    }
    if let replaced { Self.remove(replaced) }
  }

  /// Returns where the directory is that it replaced.
  private func replaceOutput() throws(TensorFileError) -> String? {
    if rename(path, output) == 0 { return nil }
    guard errno == ENOTEMPTY || errno == EEXIST else { throw failure() }
    if file_exchange(path, output) == 0 { return path }
    guard errno == EINVAL || errno == ENOSYS else { throw failure() }
    // Locked, it is not taken for what a killed process left.
    let replaced = open(output, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if replaced >= 0 { _ = flock(replaced, LOCK_EX | LOCK_NB) }
    defer { if replaced >= 0 { Foundation.close(replaced) } }
    let old = path + Self.replacedSuffix
    guard rename(output, old) == 0 else { throw failure() }
    guard rename(path, output) == 0 else {
      let failure = failure()
      rename(old, output)
      throw failure
    }
    return old
  }

  /// Removes it with all that it holds.
  package func discard() { Self.remove(path) }

  /// Whether it is on the disk, as far as the file system has a call for that.
  private static func isFlushed(_ descriptor: Int32) -> Bool {
    fsync(descriptor) == 0 || errno == EINVAL
  }

  /// The error of the system call that just failed.
  func failure() -> TensorFileError { .cannotWrite(path: output, reason: systemErrorText()) }

  // MARK: What is left of others

  /// After `.tmp`: a directory that was moved out of the way.
  private static let replacedSuffix = ".old"

  /// Removes what has the name of a temporary output of `output` and no writer any more. A
  /// directory that was moved out of the way goes back where nothing has come in its place.
  private static func removeAbandoned(of output: String) {
    let (folder, name) = split(output)
    guard let entries = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for entry in entries.sorted() {
      let isReplaced = entry.hasSuffix(replacedSuffix)
      let ending = isReplaced ? replacedSuffix.count : 0
      guard isTemporary(String(entry.dropLast(ending)), of: name) else { continue }
      let path = folder + entry
      let kind = isReplaced ? O_DIRECTORY : 0
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | kind)
      guard descriptor >= 0 else { continue }
      // In a directory that many write into, only what is ours is taken away.
      if isOwn(descriptor), flock(descriptor, LOCK_EX | LOCK_NB) == 0, isSame(descriptor, path) {
        if isReplaced, isAbsent(output) { rename(path, output) } else { remove(path) }
      }
      Foundation.close(descriptor)
    }
  }

  /// The folder of a path, with a `/` at the end, and the name in it.
  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("./", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  private static func isAbsent(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) != 0 && errno == ENOENT
  }

  /// Whether `entry` is `name.DIGITS-DIGITS.tmp`.
  private static func isTemporary(_ entry: String, of name: String) -> Bool {
    guard entry.hasPrefix(name + "."), entry.hasSuffix(".tmp") else { return false }
    let numbers = entry.dropFirst(name.count + 1).dropLast(4)
      .split(separator: "-", omittingEmptySubsequences: false)
    return numbers.count == 2 && numbers.allSatisfy { UInt32($0) != nil }
  }

  private static func isOwn(_ descriptor: Int32) -> Bool {
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_uid == geteuid()
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
      if descriptor < 0 {
        let reason = errno
        rmdir(path)
        errno = reason
      }
    }
    return descriptor >= 0 ? descriptor : nil
  }

  private static func remove(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
