import Synchronization

/// The second moment of one group of sites, to which all threads add.
///
/// Its sums are integers, so the order of additions does not matter.
final class SharedSecondMoment: Sendable {
  private let moment = Mutex<SecondMoment?>(nil)

  /// Adds one block of positions of a site.
  func add(_ products: OuterProducts, positions: Int) {
    moment.withLock { moment in
      if moment == nil { moment = SecondMoment(width: products.width) }
      moment?.add(products.sums, stride: products.stride, positions: positions)
    }
  }

  /// What was added; nil if nothing was. Leaves nothing behind.
  func take() -> SecondMoment? {
    moment.withLock { moment in
      defer { moment = nil }
      return moment
    }
  }
}
