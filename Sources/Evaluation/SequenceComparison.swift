import FloatReference
import Interpreter
import Program

/// One sequence in the program, against the truth and the float model.
///
/// A language model goes chunk by chunk through both, so that only the logits of a chunk are
/// in memory.
struct SequenceComparison {
  let program: Interpreter
  let reference: FloatReference?
  let integer: IntegerSequence
  /// The same sequence before its quantization.
  let float: FloatSequence
  /// Where it lies in the data.
  let window: Window
  /// True class of a classifier's sequence.
  let label: Int32?
  /// Called with the number of positions that were finished, again and again.
  let advance: (Int) -> Void

  /// Positions of a language model that are compared at a time.
  private static let chunkLength = 64

  /// - Throws: The errors of the program and of the reference for a wrong input.
  func run() throws -> RowComparison {
    try program.check(integer)
    let session = try program.makeSession()
    let floatSession = reference.map { FloatSession($0) }
    var comparison = RowComparison(
      classes: program.classes, logitScale: program.program.logitScale)
    guard case .tokens(let tokens) = integer else {
      defer { advance(window.positions.count) }
      let floats = try floatLogits(floatSession, float)
      try session.resume(integer) { row in
        comparison.add(row, float: floats[...], target: label.map { Int($0) }, position: 0)
      }
      return comparison
    }
    let context = Array(tokens[..<window.rows.lowerBound])
    try session.prefill(.tokens(context))
    var observer = NoObserver()
    try floatSession?.resume(.tokens(context), observer: &observer) { _ in }
    advance(context.count)
    var position = context.count
    while position < tokens.count {
      let chunk = Array(tokens[position...].prefix(Self.chunkLength))
      let floats = try floatLogits(floatSession, .tokens(chunk))
      var first = 0
      try session.resume(.tokens(chunk)) { block in
        for row in block.rows(of: program.classes) {
          let next = position + 1 < tokens.count ? Int(tokens[position + 1]) : nil
          if window.rows.contains(position) {
            comparison.add(
              row, float: floats[first...].prefix(row.count), target: next, position: position)
          }
          first = min(first + row.count, floats.count)
          position += 1
        }
      }
      advance(chunk.count)
    }
    return comparison
  }

  /// Logits of the next positions; empty without a reference.
  private func floatLogits(
    _ session: FloatSession?, _ sequence: FloatSequence
  ) throws(FloatReferenceError) -> [Float] {
    var logits: [Float] = []
    var observer = NoObserver()
    try session?.resume(sequence, observer: &observer) { logits.append(contentsOf: $0) }
    return logits
  }
}

extension UnsafeBufferPointer<Int32> {
  /// Rows of `width` elements.
  fileprivate func rows(of width: Int) -> [UnsafeBufferPointer<Int32>] {
    stride(from: 0, to: count, by: width).map {
      UnsafeBufferPointer(rebasing: self[$0..<$0 + width])
    }
  }
}
