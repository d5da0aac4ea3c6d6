/// The primitives and functions of the arithmetic specification, restated in plain `Int` without
/// a shift: the interpreter is tested against these.
enum Naive {
  static func floor(_ a: Int, over b: Int) -> Int {
    a >= 0 ? a / b : -((-a + b - 1) / b)
  }

  /// Round half up of a / b.
  static func round(_ a: Int, over b: Int) -> Int { floor(2 * a + b, over: 2 * b) }

  static func power(_ n: Int) -> Int { (0..<n).reduce(1) { product, _ in 2 * product } }

  static func clamp(_ x: Int, bits: Int) -> Int {
    max(-power(bits - 1), min(power(bits - 1) - 1, x))
  }

  static func q15(_ a: Int, _ b: Int) -> Int { round(a * b, over: power(15)) }

  static func q31(_ a: Int, _ b: Int) -> Int {
    // 2 a b could pass 63 bits, so the rounding is spelled out.
    floor(a * b + power(30), over: power(31))
  }

  static func rshift(_ x: Int, _ s: Int) -> Int { round(x, over: power(s)) }

  static func requantize(_ x: Int, left: Int, multiplier: Int, shift: Int) -> Int {
    rshift(q31(x * power(left), multiplier), shift)
  }

  static func negatedDecay(_ dt: Int, _ a: Int, fractionBits: Int) -> Int {
    let p = dt * a
    let k = min(p / power(fractionBits), 15)
    let f = p / power(fractionBits - 15) % power(15)
    let t = q15(q15(q15(1307, f) - 7587, f) + 22666, f)
    return rshift(max(t - 32768, -32767), k)
  }

  static func sigmoid(_ u: Int, fractionBits: Int, table: [Int]) -> Int {
    let a = min(abs(u) * power(12 - fractionBits), 65535)
    let (i, part) = (a / 128, a % 128)
    let v = table[i] + rshift((table[i + 1] - table[i]) * part, 7)
    return u < 0 ? 32768 - v : v
  }

  static func softplus(_ u: Int, table: [Int]) -> Int {
    let a = min(abs(u), 16383)
    let (i, part) = (a / 32, a % 32)
    return max(u, 0) * power(15) + table[i] + rshift((table[i + 1] - table[i]) * part, 5)
  }

  /// In `UInt64`, as the specification demands.
  static func reciprocalSquareRoot(_ s: UInt64) -> (mantissa: Int, halfShift: Int) {
    var (scaled, halfShift) = (s, 0)
    while scaled < 1 << 62 { (scaled, halfShift) = (scaled * 4, halfShift + 1) }
    let m = scaled / 4_294_967_296
    let largest: UInt64 = 2_147_483_647
    var y = min(
      2_463_550_013 - (m * 1_288_490_189 + 2_147_483_648) / 4_294_967_296, largest)
    for _ in 0..<4 {
      let t = (y * y + 536_870_912) / 1_073_741_824
      let u = (t * m + 2_147_483_648) / 4_294_967_296
      y = min((y * (3_221_225_472 - u) + 1_073_741_824) / 2_147_483_648, largest)
    }
    return (Int(y), halfShift)
  }
}
