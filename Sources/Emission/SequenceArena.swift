import Program

/// Places for the activations of a whole sequence in one block of memory.
///
/// A buffer has its place from the step that writes it first to the one that reads it last;
/// buffers whose times do not meet may share bytes. State is zero where its step begins, so it
/// has a place during that step only.
struct SequenceArena {
  /// What needs a place: bytes, from one step to another, both included; `head` follows `body`.
  struct Item: Hashable {
    var bytes: Int
    var first: Int
    var last: Int

    func meets(_ other: Item) -> Bool { first <= other.last && other.first <= last }
  }

  /// Places begin at a cache line.
  static let alignment = 64

  /// Offset of each item, a multiple of the alignment.
  let offsets: [Int]
  /// Size of the block.
  let bytes: Int
  /// The most that lives at one step: no order of the same steps needs less.
  let leastBytes: Int

  /// Tries the usual orders (largest first, longest first, first written first), then seeded
  /// changes of the best, until nothing smaller is possible.
  init(_ items: [Item]) {
    let items = items.map { item in
      var item = item
      item.bytes = (item.bytes + Self.alignment - 1) / Self.alignment * Self.alignment
      return item
    }
    let least = Self.leastBytes(items)
    let orders = [
      items.indices.sorted { (items[$1].bytes, $0) < (items[$0].bytes, $1) },
      items.indices.sorted {
        (items[$1].last - items[$1].first, items[$1].bytes, $0)
          < (items[$0].last - items[$0].first, items[$0].bytes, $1)
      },
      items.indices.sorted { (items[$0].first, $0) < (items[$1].first, $1) },
    ]
    var best = orders[0]
    var placed = Self.place(items, in: best)
    for order in orders.dropFirst() where placed.bytes > least {
      let other = Self.place(items, in: order)
      if other.bytes < placed.bytes { (best, placed) = (order, other) }
    }
    var random: UInt64 = 1
    for _ in 0..<Self.changes where placed.bytes > least && items.count > 1 {
      var order = best
      order.swapAt(
        Self.index(below: order.count, &random), Self.index(below: order.count, &random))
      let other = Self.place(items, in: order)
      if other.bytes <= placed.bytes { (best, placed) = (order, other) }
    }
    offsets = placed.offsets
    bytes = placed.bytes
    leastBytes = least
  }

  private static let changes = 300

  /// A linear congruential generator: the same places on every machine.
  private static func index(below count: Int, _ random: inout UInt64) -> Int {
    // Arithmetic modulo 2^64 is the definition (Knuth, MMIX).
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(random >> 33) % count
  }

  private static func leastBytes(_ items: [Item]) -> Int {
    let steps = Set(items.map(\.first))
    return steps.map { step in
      items.reduce(0) { $0 + ($1.first <= step && step <= $1.last ? $1.bytes : 0) }
    }.max() ?? 0
  }

  /// Each item at the lowest offset that is free while it lives.
  private static func place(_ items: [Item], in order: [Int]) -> (offsets: [Int], bytes: Int) {
    var offsets = Array(repeating: 0, count: items.count)
    var placed: [Int] = []
    var bytes = 0
    for index in order {
      let taken = placed.filter { items[$0].meets(items[index]) }.sorted {
        offsets[$0] < offsets[$1]
      }
      var offset = 0
      for other in taken {
        if offset + items[index].bytes <= offsets[other] { break }
        offset = max(offset, offsets[other] + items[other].bytes)
      }
      offsets[index] = offset
      placed.append(index)
      bytes = max(bytes, offset + items[index].bytes)
    }
    return (offsets, bytes)
  }
}
