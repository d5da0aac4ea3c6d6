import FixedPoint

/// Bounds of a function of int16 over any interval of arguments.
///
/// They come from all 65,536 values: from above the largest value up to the end of the interval,
/// from below the smallest one from its start on. That is exact where the function never falls,
/// and for SiLU up to its flat negative part.
struct FunctionBounds {
  private static let arguments = Int(Int16.min)...Int(Int16.max)
  private let highestUpTo: [Int32]
  private let lowestFrom: [Int32]

  private init(_ function: (Int16) -> Int32) {
    let values = FunctionBounds.arguments.map { function(Int16($0)) }
    var highest = values
    var lowest = values
    for i in values.indices.dropFirst() { highest[i] = max(highest[i], highest[i - 1]) }
    for i in values.indices.dropLast().reversed() { lowest[i] = min(lowest[i], lowest[i + 1]) }
    highestUpTo = highest
    lowestFrom = lowest
  }

  /// - Parameter range: Within int16.
  func over(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
    let first = FunctionBounds.arguments.lowerBound
    return Int(lowestFrom[range.lowerBound - first])...Int(highestUpTo[range.upperBound - first])
  }

  /// SiLU by the fraction bits of its argument, 0...12.
  static let silu: [FunctionBounds] = (0...12).map { fractionBits in
    FunctionBounds { u in
      Sigmoid.table.withUnsafeBufferPointer { table in
        table.baseAddress.map {
          Int32(FixedPoint.silu(u, fractionBits: fractionBits, table: $0))
        } ?? 0
      }
    }
  }

  /// Softplus of Q10, in Q25.
  static let softplus = FunctionBounds { u in
    Softplus.table.withUnsafeBufferPointer { table in
      table.baseAddress.map { FixedPoint.softplus(u, table: $0) } ?? 0
    }
  }
}
