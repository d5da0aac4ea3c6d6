import Dispatch
import Foundation
import Synchronization

/// Hands out indices to workers on all cores.
///
/// If several indices fail, the error is that of the smallest: indices are handed out in
/// ascending order, so all smaller ones are finished when one fails.
final class WorkQueue<Result: Sendable, Failure: Error>: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var failure: (index: Int, error: Failure)?
    var results: [Result] = []
  }

  private let count: Int
  private let state = Mutex(State())
  /// Called under the lock only, while the caller of ``run(_:)`` waits.
  private nonisolated(unsafe) let progress: ((Int, Int) -> Void)?

  init(count: Int, progress: ((Int, Int) -> Void)?) {
    self.count = count
    self.progress = progress
  }

  /// What the workers returned, in no particular order.
  func run(_ worker: @Sendable (WorkQueue) -> Result) throws(Failure) -> [Result] {
    let workers = min(ProcessInfo.processInfo.activeProcessorCount, count)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let result = worker(self)
      state.withLock { $0.results.append(result) }
    }
    return try state.withLock { state throws(Failure) in
      if let failure = state.failure { throw failure.error }
      return state.results
    }
  }

  /// The next index, or nil if all are handed out or one failed.
  func next() -> Int? {
    state.withLock { state in
      guard state.next < count, state.failure == nil else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func finished() {
    state.withLock { state in
      state.done += 1
      progress?(state.done, count)
    }
  }

  func failed(_ index: Int, _ error: Failure) {
    state.withLock { state in
      if let first = state.failure, first.index < index { return }
      state.failure = (index, error)
    }
  }
}
