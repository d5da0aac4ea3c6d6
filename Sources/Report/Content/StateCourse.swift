package import Interpreter
package import Program

/// How much of its int16 range the state of a layer's scan takes, over the position.
package struct StateCourse: Hashable, Sendable, Encodable {
  /// What was seen at some neighbouring positions of all sequences.
  package struct Span: Hashable, Sendable, Encodable {
    /// Last position of the span, from 1.
    package var position: Int
    /// Largest magnitude of an element of the state, as a share of 32768.
    package var peak: Double
    /// Positions, of all sequences, at which an element was at the end of its range.
    package var saturated: Int
  }

  /// Zero-based layer, or nil if the scan belongs to none.
  package var layer: Int?
  /// Spans grow with the position: two of an octave.
  package var spans: [Span]

  /// The courses of all scans of a program, in the order of evaluation.
  ///
  /// - Parameter progress: Called with the finished and all sequences.
  package static func all(
    of program: Interpreter, on sequences: [IntegerSequence],
    progress: (@Sendable (Int, Int) -> Void)? = nil
  ) throws(InterpreterError) -> [StateCourse] {
    let scans = program.program.body.enumerated().compactMap { index, step -> ScanPlace? in
      guard case .scan(let scan) = step else { return nil }
      return ScanPlace(step: index, state: scan.state, layer: step.origin.layer)
    }
    let parts = try concurrentMap(count: sequences.count, progress: progress) {
      (index) throws(InterpreterError) in
      var recorder = StateRecorder(scans)
      try program.runBody(sequences[index], trace: &recorder)
      return recorder
    }
    let all = parts.reduce(into: StateRecorder(scans)) { $0.merge($1) }
    return zip(scans, all.spans).map { StateCourse(layer: $0.layer, spans: $1) }
  }
}

/// A scan of a program.
private struct ScanPlace: Hashable, Sendable {
  var step: Int
  var state: BufferID
  var layer: Int?
}

/// Looks at the states that scans leave behind.
private struct StateRecorder: TraceSink, Sendable {
  /// By scan.
  private(set) var spans: [[StateCourse.Span]]
  private let scanOfStep: [Int: Int]
  private let states: [BufferID]

  init(_ scans: [ScanPlace]) {
    spans = Array(repeating: [], count: scans.count)
    states = scans.map(\.state)
    var scanOfStep: [Int: Int] = [:]
    for (index, scan) in scans.enumerated() { scanOfStep[scan.step] = index }
    self.scanOfStep = scanOfStep
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard let scan = scanOfStep[step], buffer == states[scan] else { return }
    var low: Int16 = 0
    var high: Int16 = 0
    for value in bytes.bindMemory(to: Int16.self) {
      low = min(low, value)
      high = max(high, value)
    }
    let isSaturated = low == .min || high == .max
    let peak = Double(max(-Int(low), Int(high))) / 32768
    let last = Self.end(of: position + 1)
    if spans[scan].last?.position != last {
      spans[scan].append(StateCourse.Span(position: last, peak: 0, saturated: 0))
    }
    let index = spans[scan].count - 1
    spans[scan][index].peak = max(spans[scan][index].peak, peak)
    spans[scan][index].saturated += isSaturated ? 1 : 0
  }

  mutating func merge(_ other: StateRecorder) {
    for scan in spans.indices {
      for (index, span) in other.spans[scan].enumerated() {
        guard index < spans[scan].count else {
          spans[scan].append(span)
          continue
        }
        spans[scan][index].peak = max(spans[scan][index].peak, span.peak)
        spans[scan][index].saturated += span.saturated
      }
    }
  }

  /// Last position of the span that holds `position`: 1, 2, 3, 4, 6, 8, 12, 16, ...
  private static func end(of position: Int) -> Int {
    var end = 1
    while end < position {
      if end + end / 2 >= position, end > 1 { return end + end / 2 }
      end *= 2
    }
    return end
  }
}
