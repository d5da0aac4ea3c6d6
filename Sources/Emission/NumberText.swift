import Foundation

/// Real numbers in comments.
enum NumberText {
  /// `value` to four significant digits, the same on every machine and in every locale.
  static func real(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return "\(value)" }
    let exponent = log10(value.magnitude).rounded(.down)
    guard abs(exponent) < 290 else { return "\(value)" }
    // Powers of ten up to 10^22 are exact; a quotient rounds better than a product by 10^-n.
    let shift = 3 - exponent
    let power = pow(10, abs(shift))
    let digits = (shift < 0 ? value / power : value * power).rounded()
    let rounded = shift < 0 ? digits * power : digits / power
    return "\(rounded)"
  }

  /// `bytes` with groups of three digits: `148 224`.
  static func grouped(_ bytes: Int) -> String {
    let digits = Array("\(bytes)")
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += " " }
      result.append(digit)
    }
    return result
  }
}
