/// Memory with a fixed address, which a parameter struct of C may point to.
final class NativeArray<Element: BitwiseCopyable> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    pointer = .allocate(capacity: max(count, 1))
    pointer.initialize(from: elements, count: count)
  }

  deinit {
    pointer.deallocate()
  }

  /// A copy of the elements.
  var values: [Element] { Array(UnsafeBufferPointer(start: pointer, count: count)) }
}
