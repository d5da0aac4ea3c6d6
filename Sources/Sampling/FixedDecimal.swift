/// Reads decimal numbers such as `0.95` without floating point.
enum FixedDecimal {
  /// The number in Q16, rounded half up; nil unless `text` is 1 to 4 digits, and after a point
  /// 1 to 9 more.
  static func parse(_ text: String) -> UInt32? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = digits(parts[0], atMost: 4) else { return nil }
    guard parts.count == 2 else { return UInt32(whole << 16) }
    guard let fraction = digits(parts[1], atMost: 9) else { return nil }
    let unit = (0..<parts[1].count).reduce(UInt64(1)) { power, _ in power * 10 }
    // The sum is below 2^30, as four digits are.
    return UInt32((whole << 16) + ((fraction << 16) + unit / 2) / unit)
  }

  /// The number that digits alone stand for, nil for anything else and above `most`.
  static func integer(_ text: String, atMost most: UInt64) -> UInt64? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard text.utf8.allSatisfy(digits.contains), let value = UInt64(text) else { return nil }
    return value <= most ? value : nil
  }

  /// The number that 1 to `count` digits stand for, nil for anything else.
  static func digits(_ text: Substring.UTF8View, atMost count: Int) -> UInt64? {
    guard (1...count).contains(text.count) else { return nil }
    var value: UInt64 = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + UInt64(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
