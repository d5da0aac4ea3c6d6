/// Interval arithmetic, exact: each result is the smallest interval that holds every value.
extension ClosedRange<Int> {
  /// Largest magnitude in the interval.
  package var magnitude: Int { Swift.max(-lowerBound, upperBound) }

  static func symmetric(_ magnitude: Int) -> ClosedRange<Int> { -magnitude...magnitude }

  /// The smallest interval that holds both.
  func union(_ other: ClosedRange<Int>) -> ClosedRange<Int> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }

  func holds(_ other: ClosedRange<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }

  static func + (left: ClosedRange<Int>, right: ClosedRange<Int>) -> ClosedRange<Int> {
    left.lowerBound + right.lowerBound...left.upperBound + right.upperBound
  }

  /// Products of a value of each.
  static func * (left: ClosedRange<Int>, right: ClosedRange<Int>) -> ClosedRange<Int> {
    let ends = [
      left.lowerBound * right.lowerBound, left.lowerBound * right.upperBound,
      left.upperBound * right.lowerBound, left.upperBound * right.upperBound,
    ]
    return (ends.min() ?? 0)...(ends.max() ?? 0)
  }

  /// `count` values of the interval added, `count` not negative.
  func repeated(_ count: Int) -> ClosedRange<Int> { lowerBound * count...upperBound * count }

  /// The image under a function that never falls.
  func image(under function: (Int) -> Int) -> ClosedRange<Int> {
    function(lowerBound)...function(upperBound)
  }

  /// `(x + 2^(bits-1)) >> bits`.
  func roundedShift(_ bits: Int) -> ClosedRange<Int> {
    bits == 0 ? self : image { ($0 + 1 << (bits - 1)) >> bits }
  }
}

/// The positive and the negative weights of a sum, each added up by magnitude.
struct WeightSums {
  var positive = 0
  var negative = 0

  var magnitude: Int { positive + negative }

  /// The sum of weight times value, where every value is in `range`.
  func times(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
    positive * range.lowerBound - negative * range.upperBound...positive * range.upperBound
      - negative * range.lowerBound
  }

  mutating func add(_ other: WeightSums, scale: Int = 1) {
    positive += scale * other.positive
    negative += scale * other.negative
  }

  mutating func add(_ weight: Int8) {
    if weight < 0 { negative += Int(weight.magnitude) } else { positive += Int(weight) }
  }

  init() {}

  init(_ row: UnsafeBufferPointer<Int8>) {
    var start = 0
    while start < row.count {
      // A block of 2^20 magnitudes of at most 128 is below 2^31, hence the wrapping sums.
      let end = min(row.count, start + 1 << 20)
      var sum: Int32 = 0
      var magnitudes: Int32 = 0
      for i in start..<end {
        sum &+= Int32(row[i])
        magnitudes &+= Int32(row[i].magnitude)
      }
      positive += Int(magnitudes + sum) / 2
      negative += Int(magnitudes - sum) / 2
      start = end
    }
  }
}
