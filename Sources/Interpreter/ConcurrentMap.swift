import Dispatch
import Foundation

/// `(0..<count).map(transform)` on all cores.
///
/// - Parameters:
///   - progress: Called with the finished elements and all, on any thread but never twice at
///     once.
/// - Throws: The error of the first element that failed.
package func concurrentMap<Element: Sendable>(
  count: Int, progress: (@Sendable (Int, Int) -> Void)? = nil,
  _ transform: @Sendable (Int) throws -> Element
) throws -> [Element] {
  let results = ConcurrentResults<Element>(count: count)
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = Result { try transform(index) }
    results.set(result, at: index, progress: progress)
  }
  return try results.all()
}

/// Slots that threads fill, guarded by a lock.
private final class ConcurrentResults<Element: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var slots: [Result<Element, any Error>?]
  private var finished = 0

  init(count: Int) {
    slots = Array(repeating: nil, count: count)
  }

  func set(
    _ result: Result<Element, any Error>, at index: Int,
    progress: (@Sendable (Int, Int) -> Void)?
  ) {
    lock.withLock {
      slots[index] = result
      finished += 1
      progress?(finished, slots.count)
    }
  }

  func all() throws -> [Element] {
    try lock.withLock { try slots.compactMap { try $0?.get() } }
  }
}
