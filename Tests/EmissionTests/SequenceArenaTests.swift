import TestSupport
import Testing

@testable import Emission

struct SequenceArenaTests {
  typealias Item = SequenceArena.Item

  private func check(_ items: [Item]) -> SequenceArena {
    let arena = SequenceArena(items)
    for (i, item) in items.enumerated() {
      #expect(arena.offsets[i] % SequenceArena.alignment == 0)
      #expect(arena.offsets[i] + item.bytes <= arena.bytes)
      for (j, other) in items[..<i].enumerated() where item.meets(other) {
        let isApart =
          arena.offsets[i] + item.bytes <= arena.offsets[j]
          || arena.offsets[j] + other.bytes <= arena.offsets[i]
        #expect(isApart, "\(item) and \(other) overlap")
      }
    }
    #expect(arena.bytes >= arena.leastBytes)
    return arena
  }

  @Test func nothingTakesNothing() {
    #expect(SequenceArena([]).bytes == 0)
  }

  @Test func whatNeverMeetsSharesItsPlace() {
    let arena = check([
      Item(bytes: 640, first: 0, last: 1), Item(bytes: 320, first: 2, last: 5),
      Item(bytes: 64, first: 6, last: 6),
    ])
    #expect(arena.bytes == 640)
    #expect(arena.offsets == [0, 0, 0])
  }

  @Test func whatMeetsIsApartWhateverTheTimes() {
    var random = SeededRandom(seed: 5)
    for count in [1, 2, 7, 40, 120] {
      let items = (0..<count).map { _ in
        let first = random.int(0...60)
        return Item(
          bytes: random.int(1...5000), first: first, last: first + random.int(0...12))
      }
      _ = check(items)
    }
  }

  /// The times of a bidirectional layer, twice, under a residual stream that lives throughout.
  @Test func theScheduleOfAMixerNeedsNoMoreThanLives() {
    var items = [Item(bytes: 25600, first: 0, last: 40)]
    for start in [1, 20] {
      for (bytes, first, last) in [
        (12800, 0, 1), (6400, 1, 9), (12800, 1, 15), (12800, 2, 7), (6400, 2, 4), (1600, 3, 6),
        (12800, 4, 5), (12800, 5, 6), (12800, 5, 6), (25600, 6, 7), (12800, 7, 16),
        (12800, 9, 14), (6400, 9, 11), (25600, 13, 14), (12800, 14, 16), (12800, 16, 17),
      ] {
        items.append(Item(bytes: bytes, first: start + first, last: start + last))
      }
    }
    let arena = check(items)
    #expect(arena.bytes == arena.leastBytes)
  }
}
