/// The merges of a byte-pair encoding.
package struct MergeTable: Hashable, Sendable {
  /// One merge: `left` and `right` become `result`.
  package struct Merge: Hashable, Sendable {
    package var left: Int32
    package var right: Int32
    package var result: Int32
  }

  /// By rank, the most urgent first.
  package let merges: [Merge]
  private let ranks: [UInt64: UInt32]

  /// - Parameter merges: Pairs of tokens that are all different; fewer than 2^32.
  init(_ merges: [Merge]) {
    self.merges = merges
    var ranks: [UInt64: UInt32] = [:]
    ranks.reserveCapacity(merges.count)
    for (rank, merge) in merges.enumerated() {
      ranks[MergeTable.key(merge.left, merge.right)] = UInt32(rank)
    }
    self.ranks = ranks
  }

  static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// Merges the tokens of one word, always the pair of the lowest rank and of those the leftmost,
  /// until no pair has a rank.
  ///
  /// Takes O(n log n) for n tokens.
  func merged(_ word: [Int32]) -> [Int32] {
    guard word.count > 1, !merges.isEmpty else { return word }
    var ids = word
    var next = Array(1...word.count)
    var previous = Array(-1..<word.count - 1)
    /// Rank and position of pairs, among them those that are no longer there.
    var queue = MinimumHeap()
    func push(_ position: Int) {
      guard position >= 0, next[position] < ids.count,
        let rank = ranks[MergeTable.key(ids[position], ids[next[position]])]
      else { return }
      queue.push(UInt64(rank) << 32 | UInt64(position))
    }
    for position in 0..<word.count - 1 { push(position) }
    while let top = queue.pop() {
      let position = Int(top & 0xffff_ffff)
      let merge = merges[Int(top >> 32)]
      guard ids[position] == merge.left, next[position] < ids.count,
        ids[next[position]] == merge.right
      else { continue }
      let right = next[position]
      ids[position] = merge.result
      ids[right] = -1
      next[position] = next[right]
      if next[right] < ids.count { previous[next[right]] = position }
      push(previous[position])
      push(position)
    }
    return ids.filter { $0 >= 0 }
  }
}

/// A priority queue of numbers, the least first.
private struct MinimumHeap {
  private var keys: [UInt64] = []

  mutating func push(_ key: UInt64) {
    var index = keys.count
    keys.append(key)
    while index > 0, keys[(index - 1) / 2] > keys[index] {
      keys.swapAt(index, (index - 1) / 2)
      index = (index - 1) / 2
    }
  }

  mutating func pop() -> UInt64? {
    guard let top = keys.first, let last = keys.popLast() else { return nil }
    if keys.isEmpty { return top }
    keys[0] = last
    var index = 0
    while 2 * index + 1 < keys.count {
      var child = 2 * index + 1
      if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
      if keys[index] <= keys[child] { break }
      keys.swapAt(index, child)
      index = child
    }
    return top
  }
}
