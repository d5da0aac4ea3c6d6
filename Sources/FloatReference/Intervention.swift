/// Changes activations during an evaluation; what is computed from them reads the changed values.
package protocol Intervention: Sendable {
  /// True if ``change(_:values:width:)`` is to be called for `site`.
  func changes(_ site: Site) -> Bool

  /// - Parameters:
  ///   - values: [positions, width], to be changed in place, valid during the call only. The
  ///     state comes one position at a time.
  func change(_ site: Site, values: UnsafeMutableBufferPointer<Float>, width: Int)
}

extension Intervention {
  /// Changes `positions` positions at `start` if the site is one to be changed.
  func apply(
    to site: Site, _ start: UnsafeMutablePointer<Float>, positions: Int, width: Int
  ) {
    guard changes(site) else { return }
    change(
      site, values: UnsafeMutableBufferPointer(start: start, count: positions * width),
      width: width)
  }
}
