import Foundation
import Synchronization
import TensorFile

/// What a command prints: its result on standard output, and words for people on standard error.
enum StandardOutput {
  /// Why standard output took no more; nil as long as it takes everything.
  private static let failure = Mutex<String?>(nil)

  static var hasFailed: Bool { failure.withLock { $0 != nil } }

  /// Nothing more is written after a failure, which ``check()`` reports.
  static func write(_ bytes: some ContiguousBytes) {
    failure.withLock { failure in
      if failure == nil, !AtomicFile.writeAll(bytes, to: STDOUT_FILENO) {
        failure = systemErrorText()
      }
    }
  }

  /// What cannot be written to standard error has no other place to go.
  static func tell(_ text: String) {
    _ = AtomicFile.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// - Throws: ``TensorFileError/cannotWrite(path:reason:)`` where not all was written.
  static func check() throws(TensorFileError) {
    if let reason = failure.withLock({ $0 }) {
      throw .cannotWrite(path: "standard output", reason: reason)
    }
  }
}
