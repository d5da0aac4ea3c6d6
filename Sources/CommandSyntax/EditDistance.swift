/// Number of characters to insert, delete, replace or swap with a neighbour to turn `a` into `b`.
func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a)
  let b = Array(b)
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      let replace = previous[j] + (a[i] == b[j] ? 0 : 1)
      var best = min(previous[j + 1] + 1, current[j] + 1, replace)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        best = min(best, beforePrevious[j - 1] + 1)
      }
      current.append(best)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[b.count]
}

/// The candidate that was probably meant, or nil if none is close. The first wins a tie.
func nearest(to word: String, among candidates: [String]) -> String? {
  let limit = max(1, word.count / 3)
  // A long word cannot be close to a short candidate; do not compare it at all.
  let close = candidates.filter { abs($0.count - word.count) <= limit }
    .map { (word: $0, distance: editDistance(word, $0)) }
    .filter { $0.distance <= limit }
  return close.min { $0.distance < $1.distance }?.word
}
