import Evaluation
import Interpreter
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
    ReportContent(
      program, graphHash: String(repeating: "a", count: 64),
      target: try TargetDescription.find("host"))
  }

  /// All sections.
  static func full(_ program: Program) throws -> ReportContent {
    var content = try content(program)
    var random = SeededRandom(seed: 7)
    let hash = String(repeating: "b", count: 64)
    let data = DataSet(sequences: sequences(for: program.input), labels: nil, hash: hash)
    let interpreter = try Interpreter(program)
    content.inputs = ReportInputs(
      reference: hash, calibration: ReportInputs.Data(hash: hash, sequences: 3, positions: 60),
      evaluation: ReportInputs.Data(hash: hash, sequences: 3, positions: 60))
    content.accuracy = [
      MethodAccuracy(
        method: "rtn", isGraph: true,
        result: try Evaluation.run(reference: nil, program: interpreter, data: data)),
      MethodAccuracy(method: "quarot", problem: "something does not fit"),
    ]
    content.states = try StateCourse.all(
      of: interpreter, on: data.integerSequences(for: program.input))
    content.channels = [24, 1536].map { width in
      ChannelProfile(
        reader: "in_proj", layer: width, before: random.floats(width, in: 0...9),
        after: width > 24 ? random.floats(width, in: 0...3) : nil)
    }
    return content
  }

  static func sequences(for input: ProgramInput) -> Sequences {
    var random = SeededRandom(seed: 3)
    switch input {
    case .token(let vocabulary):
      return .tokens(
        (0..<3).map { 20 * $0 + 1 }.map { random.integers($0, in: 0...Int32(vocabulary - 1)) })
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
