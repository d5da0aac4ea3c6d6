/// The intervals of elements that are too many to keep, such as those of each state of each channel.
struct IntervalUnion {
  /// The smallest interval that holds all; nil without an element.
  private(set) var range: ClosedRange<Int>?
  private(set) var count = 0
  /// Elements that saturation may stop.
  private(set) var saturating = 0

  /// Takes in the interval of an element, or of several that are alike.
  mutating func add(_ element: ClosedRange<Int>, times: Int = 1, saturates: Bool = false) {
    range = range?.union(element) ?? element
    count += times
    saturating += saturates ? times : 0
  }
}
