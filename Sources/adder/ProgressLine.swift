import Foundation

/// One line on standard error that is rewritten while work advances.
///
/// Silent unless standard error is a terminal, and during the first second. Safe to report to
/// from any thread.
final class ProgressLine: @unchecked Sendable {
  private let label: String
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let lock = NSLock()
  private var nextUpdate = ContinuousClock.now + .seconds(1)
  private var isWritten = false
  private var isOver = false

  /// - Parameter label: What is going on: `calibrating`.
  init(_ label: String) {
    self.label = label
  }

  /// Runs `body` and wipes the line when it ends, however it ends.
  static func during<Result>(
    _ label: String, _ body: (ProgressLine) throws -> Result
  ) rethrows -> Result {
    let line = ProgressLine(label)
    defer { line.wipe() }
    line.announce()
    return try body(line)
  }

  func report(_ done: Int, of total: Int) {
    report("\(done) of \(total)")
  }

  /// - Parameter detail: Stands behind the label.
  func report(_ detail: String) {
    guard isVisible else { return }
    lock.withLock {
      guard ContinuousClock.now >= nextUpdate else { return }
      nextUpdate = .now + .milliseconds(100)
      isWritten = true
      write("\r\u{1b}[K\(label): \(detail)")
    }
  }

  /// Shows the label after the first second, in case nothing is reported for long.
  private func announce() {
    guard isVisible else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + 1) { [self] in
      lock.withLock {
        guard !isWritten, !isOver else { return }
        isWritten = true
        write("\r\u{1b}[K\(label)")
      }
    }
  }

  private func wipe() {
    lock.withLock {
      isOver = true
      if isWritten { write("\r\u{1b}[K") }
    }
  }

  private func write(_ text: String) {
    StandardOutput.tell(text)
  }
}
