import Foundation

/// Numbers as people read them, the same on every machine.
enum Figure {
  /// `2 348 112`, with narrow spaces that do not break, as elsewhere here.
  static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var result = value < 0 ? "\u{2212}" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "\u{202F}" }
      result.append(digit)
    }
    return result
  }

  /// In powers of 1000: `2.35 MB`.
  static func bytes(_ count: Int) -> String { "\(scaled(count))B" }

  /// Three digits and a prefix: `2.06 M`, followed by the unit.
  static func scaled(_ count: Int) -> String {
    if count < 1000 { return "\(count) " }
    let prefixes = ["k", "M", "G", "T", "P"]
    var value = Double(count) / 1000
    var index = 0
    while value >= 999.5, index + 1 < prefixes.count {
      value /= 1000
      index += 1
    }
    let digits = value < 9.995 ? 2 : value < 99.95 ? 1 : 0
    return fixed(value, digits) + " " + prefixes[index]
  }

  /// With `digits` behind the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return "none" }
    let text = String(format: "%.\(digits)f", value)
    return text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// With `digits` significant ones: `41.2`, `0.00473`, and `1.30 × 10⁻⁷` beyond thousandths.
  static func significant(_ value: Double, _ digits: Int = 3) -> String {
    guard value.isFinite else { return "none" }
    guard value != 0 else { return "0" }
    let text = String(format: "%.\(digits - 1)e", value.magnitude)
    let parts = text.split(separator: "e")
    let sign = value < 0 ? "\u{2212}" : ""
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    if (-3...7).contains(exponent) { return fixed(value, max(0, digits - 1 - exponent)) }
    return "\(sign)\(parts[0])\u{202F}×\u{202F}\(power(exponent))"
  }

  /// A divergence in nats; what rounding in float64 leaves of equal distributions is 0.
  static func divergence(_ value: Double) -> String {
    value.magnitude < smallestDivergence ? "0" : significant(value)
  }

  static let smallestDivergence = 1e-12

  /// `1 sequence`, `4 sequences`
  static func count(_ count: Int, _ noun: String) -> String {
    "\(grouped(count)) \(noun)" + (count == 1 ? "" : "s")
  }

  /// `10⁻⁷`
  static func power(_ exponent: Int) -> String {
    let digits = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let raised = String(exponent.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + raised.joined()
  }

  /// `98.84 %`
  static func percent(_ share: Double, _ digits: Int = 2) -> String {
    fixed(100 * share, digits) + "\u{202F}%"
  }

  /// With its sign: `+0.04 %`.
  static func change(_ share: Double) -> String {
    share < 0 ? percent(share) : "+" + percent(share)
  }
}
