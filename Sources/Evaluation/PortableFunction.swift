/// Exponential and logarithm that have the same bits on every machine.
///
/// Those of a C library have not: on one processor it uses fused instructions, on another it does
/// not, and the last bit differs. These are made of single sums, products and quotients, which
/// IEEE 754 rounds in one way; their relative error is below 2^-50.
enum PortableFunction {
  /// ln(2) in two parts; an integer of 11 bits times the first is exact.
  private static let ln2High = 0x1.62e42fefa38p-1
  private static let ln2Low = 0x1.ef35793c76730p-45
  /// 1 / n! for n = 0...13
  private static let inverseFactorials: [Double] = [
    1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320,
    1.0 / 362_880, 1.0 / 3_628_800, 1.0 / 39_916_800, 1.0 / 479_001_600, 1.0 / 6_227_020_800,
  ]

  /// e^x; infinite beyond the largest number, 0 below the smallest.
  static func exp(_ x: Double) -> Double {
    guard x < 710 else { return x.isNaN ? x : .infinity }
    guard x > -746 else { return x.isNaN ? x : 0 }
    let k = (x * 1.4426950408889634).rounded()
    let r = (x - k * ln2High) - k * ln2Low
    var sum = 0.0
    // Taylor's series to r^13, |r| <= ln(2) / 2: what is left out is below 2^-57.
    for coefficient in inverseFactorials.reversed() { sum = sum * r + coefficient }
    let exponent = Int(k)
    guard (-1022...1023).contains(exponent) else {
      return Double(sign: .plus, exponent: exponent, significand: sum)
    }
    return sum
      * Double(sign: .plus, exponentBitPattern: UInt(exponent + 1023), significandBitPattern: 0)
  }

  /// ln(x) of a normal number; minus infinity for 0, not a number below and for subnormal ones.
  static func log(_ x: Double) -> Double {
    guard x.isNormal, x > 0 else { return x == 0 ? -.infinity : x == .infinity ? x : .nan }
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var sum = 0.0
    // 2 artanh(s) to s^23, |s| < 0.1716.
    for n in stride(from: 23, through: 1, by: -2) { sum = sum * square + 1 / Double(n) }
    return exponent * ln2High + (2 * s * sum + exponent * ln2Low)
  }
}
