import Foundation

/// Counts the positions that threads have finished, and reports them one call at a time.
final class PositionCounter: @unchecked Sendable {
  private let total: Int
  private let report: @Sendable (Int, Int) -> Void
  private let lock = NSLock()
  private var done = 0

  init(total: Int, report: @escaping @Sendable (Int, Int) -> Void) {
    self.total = total
    self.report = report
  }

  func add(_ positions: Int) {
    lock.withLock {
      done += positions
      report(done, total)
    }
  }
}
