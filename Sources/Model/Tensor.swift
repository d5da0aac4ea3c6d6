/// A dense float tensor in row-major order, in memory or still in its file.
package struct Tensor: Sendable {
  package let shape: [Int]
  private var storage: Storage

  private enum Storage: Sendable {
    case memory([Float])
    case file(StoredValues)
  }

  /// - Precondition: `values.count` is the product of `shape`.
  package init(shape: [Int], values: [Float]) {
    precondition(values.count == shape.reduce(1, *), "values do not fill the shape \(shape)")
    self.shape = shape
    storage = .memory(values)
  }

  /// A tensor whose values are read when they are asked for, every time anew.
  package init(shape: [Int], stored: StoredValues) {
    self.shape = shape
    storage = .file(stored)
  }

  /// Number of elements.
  package var count: Int {
    switch storage {
    case .memory(let values): values.count
    case .file: shape.reduce(1, *)
    }
  }

  /// All elements. Those in a file are read by every call; a change brings them into memory.
  package var values: [Float] {
    get {
      switch storage {
      case .memory(let values): values
      case .file(let stored): stored.read(0..<count)
      }
    }
    _modify {
      var values = values
      storage = .memory([])
      defer { storage = .memory(values) }
      yield &values
    }
  }

  /// Some elements, of which a file is read no further.
  package func values(_ range: Range<Int>) -> [Float] {
    switch storage {
    case .memory(let values): Array(values[range])
    case .file(let stored): stored.read(range)
    }
  }

  /// Rows of a matrix, [rows.count, columns].
  package func rows(_ rows: Range<Int>) -> [Float] {
    let columns = shape[1]
    return values(rows.lowerBound * columns..<rows.upperBound * columns)
  }
}

extension Tensor: Hashable {
  package static func == (left: Tensor, right: Tensor) -> Bool {
    if left.shape != right.shape { return false }
    if case .file(let a) = left.storage, case .file(let b) = right.storage, a === b { return true }
    return left.values == right.values
  }

  /// Equal values have equal shapes, wherever they are.
  package func hash(into hasher: inout Hasher) { hasher.combine(shape) }
}

/// Elements of a tensor in a file that stays open.
package final class StoredValues: Sendable {
  /// The elements of a range.
  let read: @Sendable (Range<Int>) -> [Float]

  package init(_ read: @escaping @Sendable (Range<Int>) -> [Float]) { self.read = read }
}
