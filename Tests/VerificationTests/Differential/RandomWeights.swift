import Model
import TestSupport

/// Draws tensors: plain ones, and ones with what no training gives.
struct RandomWeights {
  /// What makes a tensor unusual.
  enum Extreme: CaseIterable {
    case outlier, zeros, zeroRow, zeroColumn, constantRow, equalRows, tiny, denormal, large
  }

  var random: SeededRandom
  /// One tensor of so many is unusual; 0 for none.
  let rarity: Int

  /// - Parameter range: Of the plain values.
  mutating func parameter(
    _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.7...0.7,
    mayBeExtreme: Bool = true
  ) -> Parameter {
    var values = random.floats(shape.reduce(1, *), in: range)
    if mayBeExtreme, rarity > 0, random.int(1...rarity) == 1 {
      bend(&values, columns: shape[shape.count - 1])
    }
    return Parameter(
      tensor: Tensor(shape: shape, values: values),
      origin: Origin(layer: nil, module: name, checkpointName: name))
  }

  /// A parameter that a model may do without.
  mutating func optional(_ name: String, _ shape: [Int]) -> Parameter? {
    random.int(0...1) == 0 ? nil : parameter(name, shape)
  }

  private mutating func bend(_ values: inout [Float], columns: Int) {
    let index = random.int(0...values.count - 1)
    let start = index / columns * columns
    switch Extreme.allCases[random.int(0...Extreme.allCases.count - 1)] {
    case .outlier: values[index] *= Float(1 << random.int(3...10))
    case .zeros: values = values.map { _ in 0 }
    case .zeroRow: for i in start..<start + columns { values[i] = 0 }
    case .zeroColumn:
      for i in stride(from: index - start, to: values.count, by: columns) { values[i] = 0 }
    case .constantRow: for i in start..<start + columns { values[i] = values[start] }
    case .equalRows: for i in values.indices { values[i] = values[i % columns] }
    case .tiny: values = values.map { $0 * 1e-6 }
    case .denormal: values = values.map { $0 * 1e-40 }
    case .large: values = values.map { $0 * 20 }
    }
  }
}
