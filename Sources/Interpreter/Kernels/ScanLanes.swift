/// Eight channels of the scan at once, with the bits of the scalar formula.
///
/// Operators with `&` cannot overflow here: every product is of two 16-bit values that are not
/// both -32768 (`dt`, `a` and the polynomial's operands are at least -32767, `b` by the
/// verifier's proof, and the decay is at most 0 and at least -32767), and the verifier proved
/// the sum `y`.
struct ScanLanes {
  /// Channels in a group.
  static let count = 8

  typealias Lanes16 = SIMD8<Int16>
  typealias Lanes32 = SIMD8<Int32>

  /// 16...30
  let fractionBits: Int

  /// Updates eight channels of the state at one position. Pointers stand at the first of the
  /// eight; rows of `a` and `state` are `channels` apart.
  @inline(__always)
  func run(
    dt: UnsafePointer<Int16>, drive: UnsafePointer<Int16>, b: UnsafePointer<Int16>,
    c: UnsafePointer<Int16>, a: UnsafePointer<Int16>, state: UnsafeMutablePointer<Int16>,
    y: UnsafeMutablePointer<Int32>, states: Int, channels: Int
  ) {
    let dt = load(dt)
    let drive = load(drive)
    var sum = Lanes32.zero
    for n in 0..<states {
      let decay = negatedDecay(dt, load(a + n * channels))
      let row = state + n * channels
      let updated = q15(drive, Lanes16(repeating: b[n])) &- q15(decay, load(row))
      let h = Lanes16(
        truncatingIfNeeded: updated.clamped(
          lowerBound: Lanes32(repeating: -32768), upperBound: Lanes32(repeating: 32767)))
      UnsafeMutableRawPointer(row).storeBytes(of: h, as: Lanes16.self)
      sum &+= product(Lanes16(repeating: c[n]), h)
    }
    UnsafeMutableRawPointer(y).storeBytes(of: sum, as: Lanes32.self)
  }

  /// `negatedDecay` of `FixedPoint`, whose last shift by k is here the equal product
  /// `q15(-nd, -2^(15-k))`, because not every target shifts by lane.
  @inline(__always)
  private func negatedDecay(_ dt: Lanes16, _ a: Lanes16) -> Lanes16 {
    let p = product(dt, a)
    let k = pointwiseMin(p &>> Lanes32(repeating: Int32(fractionBits)), Lanes32(repeating: 15))
    let f = narrowed(
      (p &>> Lanes32(repeating: Int32(fractionBits - 15))) & Lanes32(repeating: 0x7fff))
    let quadratic = narrowed(q15(Lanes16(repeating: 1307), f)) &- Lanes16(repeating: 7587)
    let linear = narrowed(q15(quadratic, f)) &+ Lanes16(repeating: 22666)
    // t is in 0...16385; 32768 - t is at most 32767 for t > 0, and is capped for t = 0.
    let t = q15(linear, f)
    let negated = pointwiseMin(Lanes32(repeating: 32768) &- t, Lanes32(repeating: 32767))
    let power = Lanes32.zero &- (Lanes32(repeating: 1) &<< (Lanes32(repeating: 15) &- k))
    return narrowed(q15(narrowed(negated), narrowed(power)))
  }

  /// `(a * b + 2^14) >> 15`, in 16-bit range unless both are -32768.
  @inline(__always)
  private func q15(_ a: Lanes16, _ b: Lanes16) -> Lanes32 {
    (product(a, b) &+ Lanes32(repeating: 1 << 14)) &>> Lanes32(repeating: 15)
  }

  @inline(__always)
  private func product(_ a: Lanes16, _ b: Lanes16) -> Lanes32 {
    Lanes32(truncatingIfNeeded: a) &* Lanes32(truncatingIfNeeded: b)
  }

  /// Lanes that are known to be in 16-bit range.
  @inline(__always)
  private func narrowed(_ x: Lanes32) -> Lanes16 {
    Lanes16(truncatingIfNeeded: x)
  }

  @inline(__always)
  private func load(_ p: UnsafePointer<Int16>) -> Lanes16 {
    UnsafeRawPointer(p).loadUnaligned(as: Lanes16.self)
  }

  @inline(__always)
  private func load(_ p: UnsafeMutablePointer<Int16>) -> Lanes16 {
    load(UnsafePointer(p))
  }
}
