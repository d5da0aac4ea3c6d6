import Model
import Program
import ProgramFixtures
import TargetDescription
import TestSupport
import Testing

@testable import Report

/// Contents of reports, of little programs.
struct ReportFixture: CustomTestStringConvertible {
  var testDescription: String
  var content: ReportContent

  func html() throws -> [UInt8] { try ReportPage(content).html() }

  /// The sections that the graph alone gives.
  static func content(_ program: Program) throws -> ReportContent {
    try ReportContent(
      program, graphHash: String(repeating: "a", count: 64),
      target: try TargetDescription.find("host"))
  }

  /// With data, which gives accuracy and states, and a method that is not possible.
  static func full(_ program: Program) throws -> ReportContent {
    var content = try content(program)
    let hash = String(repeating: "b", count: 64)
    let data = DataSet(sequences: sequences(for: program.input), labels: nil, hash: hash)
    try ReportMeasurement(
      program: program, model: nil, calibration: nil, evaluation: data, analysedSequences: 2
    ).run(into: &content) { _, _, _ in }
    content.accuracy?.append(MethodAccuracy(method: "quarot", problem: "something does not fit"))
    return content
  }

  static func sequences(for input: ProgramInput) -> Sequences {
    var random = SeededRandom(seed: 3)
    switch input {
    case .token(let vocabulary):
      return .tokens(
        (0..<3).map { 20 * $0 + 1 }.map { random.integers($0, in: 0...Int32(vocabulary - 1)) })
    case .image: return .frames([], width: 1)
    case .frame(let width, _, _):
      return .frames((1...3).map { random.floats(7 * $0 * width, in: -500...500) }, width: width)
    }
  }

  static let all: [ReportFixture] = {
    let programs = [
      ("language", TinyPrograms.language(seed: 1)),
      ("classifier", TinyPrograms.classifier(seed: 1)),
    ]
    return programs.flatMap { name, program in
      [
        (try? content(program)).map { ReportFixture(testDescription: name, content: $0) },
        (try? full(program)).map { ReportFixture(testDescription: "full " + name, content: $0) },
      ].compactMap { $0 }
    }
  }()
}
