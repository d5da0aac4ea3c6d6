/// A float array at a fixed address, with ``laneSlack`` beyond its end.
final class FloatBuffer {
  let count: Int
  let pointer: UnsafeMutablePointer<Float>

  /// All zeros.
  init(count: Int) {
    self.count = count
    pointer = .allocate(capacity: count + laneSlack)
    pointer.initialize(repeating: 0, count: count + laneSlack)
  }

  deinit {
    pointer.deinitialize(count: count + laneSlack)
    pointer.deallocate()
  }

  func reset() {
    pointer.update(repeating: 0, count: count + laneSlack)
  }
}
