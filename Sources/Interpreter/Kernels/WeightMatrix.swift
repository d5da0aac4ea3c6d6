import Program

/// The weights of a linear step, widened to int16 and with rows padded by zeros to whole vectors.
///
/// Products and sums use `&*` and `&+`: the program's verifier proved for these weights that the
/// sum of magnitudes, and so every partial sum in any order, fits int32.
struct WeightMatrix: Sendable {
  let rows: Int
  let columns: Int
  /// `columns` rounded up to whole vectors: elements from one row to the next.
  let stride: Int
  private let elements: ConstantTable<Int16>

  private typealias Lanes = SIMD8<Int16>
  private typealias Sums = SIMD4<Int32>
  /// Positions that share one pass over a row of weights.
  private static let tile = 4

  /// Weights of 4 bits become products with the scales of their groups, of at most 7 * 255.
  init(_ step: LinearStep, of program: Program) {
    rows = program[step.output].count
    columns = program[step.input].count
    stride = (columns + Lanes.scalarCount - 1) / Lanes.scalarCount * Lanes.scalarCount
    var widened = [Int16](repeating: 0, count: rows * stride)
    if let groups = step.groups {
      let (packed, scales) = (program.uint8(step.weight), program.uint8(groups.scale))
      let bytes = UnsafeBufferPointer(start: packed.base, count: packed.count)
      let weights = PackedNibbles.unpack(Array(bytes), rows: rows, columns: columns)
      let count = scales.count / rows
      for i in 0..<rows {
        for j in 0..<columns {
          let scale = Int16(scales.base[i * count + j / groups.size])
          widened[i * stride + j] = scale * Int16(weights[i * columns + j])
        }
      }
    } else {
      let weight = program.int8(step.weight)
      for i in 0..<rows {
        for j in 0..<columns {
          widened[i * stride + j] = Int16(weight.base[i * columns + j])
        }
      }
    }
    elements = ConstantTable(widened)
  }

  /// `output[p][i] = sum over j of weight[i][j] * input[p][j]`.
  ///
  /// - Parameters:
  ///   - input: [count, stride], zero beyond `columns`.
  ///   - output: [count, rows]
  func multiply(
    _ input: UnsafePointer<Int16>, count: Int, into output: UnsafeMutablePointer<Int32>
  ) {
    let tiled = count - count % Self.tile
    for i in 0..<rows {
      let row = elements.base + i * stride
      for p in Swift.stride(from: 0, to: tiled, by: Self.tile) {
        multiplyTile(row, input + p * stride, into: output + p * rows + i)
      }
      for p in tiled..<count {
        output[p * rows + i] = dot(row, input + p * stride)
      }
    }
  }

  /// One row of weights times four positions.
  @inline(__always)
  private func multiplyTile(
    _ row: UnsafePointer<Int16>, _ input: UnsafePointer<Int16>,
    into output: UnsafeMutablePointer<Int32>
  ) {
    var sums = (Sums.zero, Sums.zero, Sums.zero, Sums.zero)
    for j in Swift.stride(from: 0, to: stride, by: Lanes.scalarCount) {
      let weights = load(row + j)
      sums.0 &+= pairs(weights, load(input + j))
      sums.1 &+= pairs(weights, load(input + stride + j))
      sums.2 &+= pairs(weights, load(input + 2 * stride + j))
      sums.3 &+= pairs(weights, load(input + 3 * stride + j))
    }
    output[0] = sums.0.wrappedSum()
    output[rows] = sums.1.wrappedSum()
    output[2 * rows] = sums.2.wrappedSum()
    output[3 * rows] = sums.3.wrappedSum()
  }

  @inline(__always)
  private func dot(_ row: UnsafePointer<Int16>, _ input: UnsafePointer<Int16>) -> Int32 {
    var sum = Sums.zero
    for j in Swift.stride(from: 0, to: stride, by: Lanes.scalarCount) {
      sum &+= pairs(load(row + j), load(input + j))
    }
    return sum.wrappedSum()
  }

  /// Sums of neighbouring products: one `pmaddwd` on x86.
  @inline(__always)
  private func pairs(_ a: Lanes, _ b: Lanes) -> Sums {
    let products = SIMD8<Int32>(truncatingIfNeeded: a) &* SIMD8<Int32>(truncatingIfNeeded: b)
    return products.evenHalf &+ products.oddHalf
  }

  @inline(__always)
  private func load(_ p: UnsafePointer<Int16>) -> Lanes {
    UnsafeRawPointer(p).loadUnaligned(as: Lanes.self)
  }
}
