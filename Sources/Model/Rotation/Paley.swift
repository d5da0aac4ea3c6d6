/// Hadamard matrix of the given order by Paley's constructions over a prime field, or nil.
///
/// - Paley I: `order = q + 1`, q = 3 (mod 4).
/// - Paley II: `order = 2 (q + 1)`, q = 1 (mod 4).
/// - SeeAlso: R. Paley, "On orthogonal matrices", 1933.
func paleyMatrix(order: Int) -> [Int8]? {
  guard order >= 4, order <= 256, order % 4 == 0 else { return nil }
  if isPrime(order - 1), (order - 1) % 4 == 3 { return paleyI(order - 1) }
  let q = order / 2 - 1
  if isPrime(q), q % 4 == 1 { return paleyII(q) }
  return nil
}

private func isPrime(_ n: Int) -> Bool {
  guard n > 1 else { return false }
  var d = 2
  while d * d <= n {
    if n % d == 0 { return false }
    d += 1
  }
  return true
}

/// The Jacobsthal matrix: `chi(i - j)`, the quadratic character of the field of q elements.
private func jacobsthal(_ q: Int) -> [[Int8]] {
  var chi = [Int8](repeating: -1, count: q)
  chi[0] = 0
  for x in 1..<q { chi[x * x % q] = 1 }
  return (0..<q).map { i in (0..<q).map { j in chi[(i - j + q) % q] } }
}

/// `I + S` with S skew: first row 1, first column -1.
private func paleyI(_ q: Int) -> [Int8] {
  let character = jacobsthal(q)
  let n = q + 1
  return (0..<n * n).map { index in
    let (i, j) = (index / n, index % n)
    if i == j { return 1 }
    if i == 0 { return 1 }
    if j == 0 { return -1 }
    return character[i - 1][j - 1]
  }
}

/// Each entry of the symmetric conference matrix becomes a 2 x 2 block.
private func paleyII(_ q: Int) -> [Int8] {
  let character = jacobsthal(q)
  let n = 2 * (q + 1)
  return (0..<n * n).map { index in
    let (row, column) = (index / n, index % n)
    let (i, j) = (row / 2, column / 2)
    let (a, b) = (row % 2, column % 2)
    if i == j { return a == 0 && b == 0 ? 1 : -1 }
    let entry: Int8 = i == 0 || j == 0 ? 1 : character[i - 1][j - 1]
    return a == 1 && b == 1 ? -entry : entry
  }
}
