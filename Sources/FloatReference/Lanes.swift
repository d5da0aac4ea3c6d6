/// Eight channels at a time.
package typealias Lanes = SIMD8<Float>

/// Floats that every activation buffer holds beyond its end, so that the last lanes of a row
/// may be read, and written where rows are written in ascending order.
let laneSlack = 16

extension UnsafePointer<Float> {
  /// Lanes starting at `offset`, which needs no alignment.
  @inline(__always)
  func lanes(at offset: Int) -> Lanes {
    UnsafeRawPointer(self + offset).loadUnaligned(as: Lanes.self)
  }
}

extension UnsafeMutablePointer<Float> {
  @inline(__always)
  func lanes(at offset: Int) -> Lanes {
    UnsafePointer(self).lanes(at: offset)
  }

  /// Writes all lanes at `offset`.
  @inline(__always)
  func store(_ lanes: Lanes, at offset: Int) {
    UnsafeMutableRawPointer(self + offset).storeBytes(of: lanes, as: Lanes.self)
  }

  /// Writes the first `count` lanes at `offset`; all eight if `count` is larger.
  @inline(__always)
  func store(_ lanes: Lanes, at offset: Int, count: Int) {
    if count >= Lanes.scalarCount {
      store(lanes, at: offset)
    } else {
      for lane in 0..<max(count, 0) { self[offset + lane] = lanes[lane] }
    }
  }
}
