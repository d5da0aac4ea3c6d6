/// Every change of one byte of a file that a fault could make, and every length that it could be
/// cut to.
struct Flips {
  /// What one changed file was.
  enum Change: Hashable, Sendable {
    case byte(offset: Int, value: UInt8)
    case length(Int)
  }

  private(set) var made = 0
  private(set) var detected = 0
  /// The first of those that were not.
  private(set) var missed: [Change] = []

  /// The values that take the place of a byte: each bit flipped, all of them, and all zeros or ones.
  static func values(for byte: UInt8) -> [UInt8] {
    let flipped = (0..<8).map { byte ^ 1 << UInt8($0) }
    return flipped + Set([~byte, 0, 255]).subtracting(flipped + [byte]).sorted()
  }

  /// Changes `bytes` in all ways, or at one offset of `stride`.
  ///
  /// - Parameter isDetected: Whether the changed file is refused.
  mutating func run(
    on bytes: [UInt8], stride: Int = 1, _ isDetected: ([UInt8]) throws -> Bool
  ) rethrows {
    var changed = bytes
    for offset in Swift.stride(from: 0, to: bytes.count, by: stride) {
      for value in Self.values(for: bytes[offset]) {
        changed[offset] = value
        try take(.byte(offset: offset, value: value), isDetected(changed))
      }
      changed[offset] = bytes[offset]
      try take(.length(offset), isDetected(Array(bytes[..<offset])))
    }
  }

  private mutating func take(_ change: Change, _ isDetected: Bool) {
    made += 1
    detected += isDetected ? 1 : 0
    if !isDetected, missed.count < 10 { missed.append(change) }
  }

  var description: String { "\(detected) detected of \(made) changes made" }
}
