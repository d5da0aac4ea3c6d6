import FloatReference

/// Adds what it is shown to the second moments of groups of sites.
///
/// A block of positions, which does not depend on the threads, is summed in float64 and then
/// joins the exact sums that all threads share.
struct SecondMomentObserver: Observer {
  /// The second moment of each site that is wanted.
  let moments: [Site: SharedSecondMoment]
  /// Work space for each width.
  private var products: [Int: OuterProducts] = [:]

  init(moments: [Site: SharedSecondMoment]) {
    self.moments = moments
  }

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    guard let moment = moments[site] else { return }
    let products = products[width] ?? OuterProducts(width: width)
    self.products[width] = products
    products.compute(values)
    moment.add(products, positions: values.count / width)
  }
}
