import Foundation

/// Reports results from several threads, one at a time.
final class ResultCollector: @unchecked Sendable {
  private let lock = NSLock()
  private let total: Int
  private let progress: Verifier.Progress?
  private var finished = 0

  init(total: Int, progress: Verifier.Progress?) {
    self.total = total
    self.progress = progress
  }

  func add(_ result: VerificationResult) {
    lock.withLock {
      finished += 1
      progress?(result, finished, total)
    }
  }
}

/// Results by index, filled from several threads.
final class ResultSlots<Element: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var slots: [Element?]

  init(count: Int) { slots = Array(repeating: nil, count: count) }

  func set(_ element: Element, at index: Int) {
    lock.withLock { slots[index] = element }
  }

  /// All results; every index has been set.
  var all: [Element] { lock.withLock { slots.compactMap { $0 } } }
}
