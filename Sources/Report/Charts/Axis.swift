import Foundation

/// A scale of a chart: values to positions, and the ticks.
struct Axis: Hashable, Sendable {
  struct Tick: Hashable, Sendable {
    var value: Double
    var label: String
  }

  let lower: Double
  let upper: Double
  let isLogarithmic: Bool
  let ticks: [Tick]

  /// From 0 or `lower` to a round number not below `upper`.
  static func linear(from lower: Double = 0, to upper: Double, ticks count: Int = 5) -> Axis {
    let span = upper.isFinite && upper - lower > 1e-290 ? upper - lower : 1
    let step = roundStep(span / Double(count))
    let last = (span / step - 1e-9).rounded(.up)
    let values = (0...Int(last)).map { lower + Double($0) * step }
    let digits = max(0, -Int(log10(step).rounded(.down)))
    return Axis(
      lower: lower, upper: lower + last * step, isLogarithmic: false,
      ticks: values.map { Tick(value: $0, label: label($0, digits: digits)) })
  }

  /// Whole decades around `lower ... upper`, with ticks at powers of ten.
  static func logarithmic(from lower: Double, to upper: Double) -> Axis {
    let (low, high) = bounds(lower, upper)
    let first = Int((log10(low) + 1e-9).rounded(.down))
    let last = max(first + 1, Int((log10(high) - 1e-9).rounded(.up)))
    return decades(first...last, lower: pow(10, Double(first)), upper: pow(10, Double(last)))
  }

  /// From `lower` to `upper` as they are, with ticks at the powers of ten between them.
  static func fitted(from lower: Double, to upper: Double) -> Axis {
    let (low, high) = bounds(lower, upper)
    let first = Int((log10(low) - 1e-9).rounded(.up))
    let last = max(first, Int((log10(high) + 1e-9).rounded(.down)))
    return decades(first...last, lower: low, upper: high > low ? high : 10 * low)
  }

  private static func bounds(_ lower: Double, _ upper: Double) -> (Double, Double) {
    let high = upper.isFinite && upper > 0 ? min(max(upper, 1e-280), 1e280) : 1
    return (lower.isFinite && lower > 0 ? min(max(lower, 1e-290), high) : high / 10, high)
  }

  private static func decades(
    _ exponents: ClosedRange<Int>, lower: Double, upper: Double
  ) -> Axis {
    let stride = max(1, (exponents.count + 5) / 6)
    return Axis(
      lower: lower, upper: upper, isLogarithmic: true,
      ticks: exponents.filter { ($0 - exponents.lowerBound).isMultiple(of: stride) }
        .map { Tick(value: pow(10, Double($0)), label: decade($0)) })
  }

  /// From `lower` to `upper` as they are, with ticks at powers of two.
  static func octaves(from lower: Int, to upper: Int) -> Axis {
    let high = max(upper, lower + 1)
    let exponents = 0...max(1, Int(log2(Double(high)).rounded(.down)))
    let stride = max(1, (exponents.count + 5) / 6)
    let values = exponents.filter { $0.isMultiple(of: stride) }.map { 1 << $0 }
      .filter { $0 >= lower && $0 <= high }
    return Axis(
      lower: Double(lower), upper: Double(high), isLogarithmic: true,
      ticks: values.map { Tick(value: Double($0), label: Figure.grouped($0)) })
  }

  /// 0 at the lower end, 1 at the upper one; values beyond are moved to the ends.
  func position(_ value: Double) -> Double {
    let clamped = min(max(value.isFinite ? value : upper, lower), upper)
    guard isLogarithmic else { return (clamped - lower) / (upper - lower) }
    return log(clamped / lower) / log(upper / lower)
  }

  /// 1, 2 or 5 times a power of ten, at least `step`.
  private static func roundStep(_ step: Double) -> Double {
    let power = pow(10, log10(step).rounded(.down))
    let digit = [1.0, 2, 5, 10].first { $0 * power >= step * (1 - 1e-9) } ?? 10
    return digit * power
  }

  private static func label(_ value: Double, digits: Int) -> String {
    if value.magnitude >= 1e4, value == value.rounded(), value.magnitude < 1e15 {
      return Figure.grouped(Int(value))
    }
    return value.magnitude < 1e15 ? Figure.fixed(value, min(digits, 12)) : "\(value)"
  }

  private static func decade(_ exponent: Int) -> String {
    if (-3...4).contains(exponent) {
      return Figure.fixed(pow(10, Double(exponent)), max(0, -exponent))
    }
    return Figure.power(exponent)
  }
}
