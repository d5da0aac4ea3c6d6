/// Elements of a constant at a fixed address, so that hot loops read them without checks.
///
/// Immutable after `init`, hence safe to share between threads.
final class ConstantTable<Element: BitwiseCopyable>: @unchecked Sendable {
  let count: Int
  let base: UnsafePointer<Element>

  init(_ elements: [Element]) {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(elements.count, 1))
    memory.initialize(from: elements, count: elements.count)
    base = UnsafePointer(memory)
    count = elements.count
  }

  deinit {
    base.deallocate()
  }
}
