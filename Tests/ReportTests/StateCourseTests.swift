import Interpreter
import Program
import ProgramFixtures
import Testing

@testable import Report

/// Largest magnitude of every scan's state at every position.
private struct PeakTrace: TraceSink {
  let states: [BufferID]
  var peaks: [[Int]]

  init(_ program: Program) {
    states = program.body.compactMap { step in
      if case .scan(let scan) = step { scan.state } else { nil }
    }
    peaks = Array(repeating: [], count: states.count)
  }

  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    guard let scan = states.firstIndex(of: buffer) else { return }
    let values = bytes.bindMemory(to: Int16.self).map { abs(Int($0)) }
    peaks[scan].append(values.max() ?? 0)
  }
}

@Test func statesAreFollowedOverThePosition() throws {
  let program = TinyPrograms.language(seed: 4)
  let interpreter = try Interpreter(program)
  let tokens = (0..<50).map { Int32($0 * $0 % 11) }
  var trace = PeakTrace(program)
  _ = try interpreter.logits(for: .tokens(tokens), trace: &trace)
  let courses = try StateCourse.all(of: interpreter, on: [.tokens(tokens), .tokens([3])])
  #expect(courses.map(\.layer) == [0, 1, 2])
  for (course, peaks) in zip(courses, trace.peaks) {
    let ends = course.spans.map(\.position)
    #expect(ends == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64])
    for (index, span) in course.spans.enumerated().dropFirst() {
      let positions = ends[index - 1]..<min(span.position, peaks.count)
      #expect(span.peak == Double(peaks[positions].max() ?? 0) / 32768)
    }
    #expect(course.spans[0].peak >= Double(peaks[0]) / 32768)
  }
}

@Test func noSequencesGiveNoSpans() throws {
  let interpreter = try Interpreter(TinyPrograms.classifier(seed: 1))
  let courses = try StateCourse.all(of: interpreter, on: [])
  #expect(courses.allSatisfy { $0.spans.isEmpty })
}
