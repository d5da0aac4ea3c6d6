package import Model
package import Program

/// Cuts sequences of tokens into windows that are evaluated on their own, each from a fresh state
/// (strided perplexity, HF transformers, "Perplexity of fixed-length models").
///
/// A window starts ``stride`` tokens after the one before. Of the first window of a sequence all
/// tokens count, of a later one those that the window before did not have; the others are
/// context. Each token is predicted once, after `length - stride` tokens at least; where windows
/// do not overlap, nothing predicts the first token of a window.
package struct Windowing: Hashable, Sendable {
  /// Tokens of a window, at least 2; the last one of a sequence may have fewer.
  package let length: Int
  /// 1...length
  package let stride: Int
  /// Windows that are used, the first ones; nil for all.
  package let limit: Int?

  /// Tokens of all windows together that ``sequences(of:)`` copies, at most.
  private static let largestCopy = 1 << 28

  /// - Precondition: `length >= 2`, and `stride` is in 1...length.
  package init(length: Int, stride: Int, limit: Int? = nil) {
    precondition(length >= 2 && (1...length).contains(stride), "windows touch or overlap")
    self.length = length
    self.stride = stride
    self.limit = limit
  }

  /// The windows as sequences of their own.
  ///
  /// - Throws: ``EvaluationError/wrongInput(needed:given:)`` for anything but tokens, and
  ///   ``EvaluationError/tooManyTokens(_:limit:)``.
  package func sequences(of data: DataSet) throws(EvaluationError) -> [IntegerSequence] {
    let windows = try windows(of: data)
    let count = windows.reduce(0) { $0 + $1.positions.count }
    guard count <= Self.largestCopy else { throw .tooManyTokens(count, limit: Self.largestCopy) }
    guard case .tokens(let sequences) = data.sequences else { return [] }
    return windows.map { .tokens(Array(sequences[$0.sequence][$0.positions])) }
  }

  /// The windows of all sequences, in order.
  func windows(of data: DataSet) throws(EvaluationError) -> [Window] {
    guard case .tokens(let sequences) = data.sequences else {
      throw .wrongInput(needed: "tokens", given: data.sequences.summary)
    }
    var windows: [Window] = []
    for (index, tokens) in sequences.enumerated() {
      var start = 0
      var known = 0
      while known < tokens.count {
        if windows.count == limit { return windows }
        let end = min(start + length, tokens.count)
        windows.append(
          Window(
            sequence: index, positions: start..<end,
            rows: max(known - start, 1) - 1..<(end == tokens.count ? end : end - 1) - start))
        known = end
        start += stride
      }
    }
    return windows
  }
}
