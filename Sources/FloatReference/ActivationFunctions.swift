/// `x * sigmoid(x)`.
@inline(__always)
package func silu(_ x: Lanes) -> Lanes {
  x / (1 + exp(-x))
}

/// `log(1 + e^x)`, relative error below 1e-6 for x > -86.
///
/// `max(x, 0) + log1p(u)` with `u = e^-|x|`; `log1p(u) = 2 atanh(s)` with `s = u / (2 + u)`.
@inline(__always)
package func softplus(_ x: Lanes) -> Lanes {
  let magnitude = x.replacing(with: -x, where: x .< 0)
  let u = exp(-magnitude)
  let s = u / (2 + u)
  let t = s * s
  var p = Lanes(repeating: 0.281_783_35)
  p = p * t + 0.279_606_03
  p = p * t + 0.400_249_1
  p = p * t + 0.666_663_15
  p = p * t + 2
  return x.replacing(with: 0, where: x .< 0) + s * p
}

/// Applies `function` to `count` values; lanes beyond them come from, and go to, the slack.
@inline(__always)
func mapLanes(
  _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>, count: Int,
  _ function: (Lanes) -> Lanes
) {
  for i in stride(from: 0, to: count, by: Lanes.scalarCount) {
    output.store(function(input.lanes(at: i)), at: i)
  }
}
