/// log2(e).
let log2OfE: Float = 1.442_695_04

/// 1.5 * 2^23: the lowest bits of `t + roundingBias` are the integer nearest to t.
private let roundingBias = Lanes(repeating: 12_582_912)

/// 2^t in every lane, relative error below 3e-7; t outside -125...126 counts as the near end.
@inline(__always)
package func exp2(_ t: Lanes) -> Lanes {
  var clamped = t.replacing(with: -125, where: t .< -125)
  clamped.replace(with: 126, where: clamped .> 126)
  let biased = clamped + roundingBias
  return exp2(fraction: clamped - (biased - roundingBias), biasedExponent: biased)
}

/// e^x in every lane, relative error below 4e-7; x outside -86...86 counts as the near end.
@inline(__always)
package func exp(_ x: Lanes) -> Lanes {
  var clamped = x.replacing(with: -86, where: x .< -86)
  clamped.replace(with: 86, where: clamped .> 86)
  let biased = clamped * log2OfE + roundingBias
  let k = biased - roundingBias
  // ln(2) in two parts: k times the first is exact.
  let remainder = (clamped - k * 0.693_359_375) + k * 2.121_944_4e-4
  return exp2(fraction: remainder * log2OfE, biasedExponent: biased)
}

/// 2^(k + f) for |f| <= 1/2, k in the lowest bits of `biasedExponent`.
///
/// The constant term is exactly 1, so that decays near 1 have no bias.
@inline(__always)
private func exp2(fraction f: Lanes, biasedExponent: Lanes) -> Lanes {
  var p = Lanes(repeating: 1.535_336_2e-4)
  p = p * f + 1.339_887_4e-3
  p = p * f + 9.618_437_4e-3
  p = p * f + 5.550_332_5e-2
  p = p * f + 0.240_226_48
  p = p * f + 0.693_147_2
  p = p * f + 1
  let exponent = unsafeBitCast(biasedExponent, to: SIMD8<Int32>.self) &<< 23
  return unsafeBitCast(unsafeBitCast(p, to: SIMD8<Int32>.self) &+ exponent, to: Lanes.self)
}
