import Dispatch
import Foundation

/// `(0..<count).map(transform)` on all cores.
///
/// - Parameters:
///   - count: Of elements.
///   - progress: Called with the finished elements and all, on any thread but never twice at
///     once.
///   - transform: Makes an element of its index, on any thread.
/// - Throws: The error of the first element that failed.
package func concurrentMap<Element: Sendable, Failure: Error>(
  count: Int, progress: (@Sendable (Int, Int) -> Void)? = nil,
  _ transform: @Sendable (Int) throws(Failure) -> Element
) throws(Failure) -> [Element] {
  let results = ConcurrentResults<Element, Failure>(count: count)
  DispatchQueue.concurrentPerform(iterations: count) { index in
    do throws(Failure) {
      results.set(.success(try transform(index)), at: index, progress: progress)
    } catch {
      results.set(.failure(error), at: index, progress: progress)
    }
  }
  return try results.all()
}

/// Slots that threads fill, guarded by a lock.
private final class ConcurrentResults<Element: Sendable, Failure: Error>: @unchecked Sendable {
  private let lock = NSLock()
  private var slots: [Result<Element, Failure>?]
  private var finished = 0

  init(count: Int) {
    slots = Array(repeating: nil, count: count)
  }

  func set(
    _ result: Result<Element, Failure>, at index: Int,
    progress: (@Sendable (Int, Int) -> Void)?
  ) {
    lock.withLock {
      slots[index] = result
      finished += 1
      progress?(finished, slots.count)
    }
  }

  /// - Precondition: All slots are filled, and no thread fills any more.
  func all() throws(Failure) -> [Element] {
    var elements: [Element] = []
    elements.reserveCapacity(slots.count)
    for case .some(let result) in slots { elements.append(try result.get()) }
    return elements
  }
}
