import Checkpoint
import CommandSyntax
import Evaluation
import Foundation
import Model
import Program

/// A data file of a command, as the float model or the integer program reads it.
enum SequenceFile {
  static let layout = Option(
    "layout", "LAYOUT", .choice(FrameLayout.allCases.map(\.rawValue)),
    "order of the numbers in a sequence of frames, '\(FrameLayout.frameMajor.rawValue)' "
      + "unless given or recorded in the graph; 'feature-major' whatever the shape in the "
      + "header says")

  /// Clipped features beyond this share are worth a warning.
  private static let clippedShareLimit = 0.001

  /// Data for a float model.
  static func read(
    _ path: String, for input: ModelInput, _ invocation: Invocation
  ) throws -> DataSet {
    try DataFile.read(
      path: path, for: input, layout: givenLayout(invocation, input) ?? .frameMajor)
  }

  /// Calibration data of a model, a set for each of `paths`.
  static func read(
    _ paths: [String], for input: ModelInput, _ invocation: Invocation
  ) throws -> [DataSet] {
    try read(paths, for: input, givenLayout(invocation, input) ?? .frameMajor)
  }

  /// Calibration data of a model, in the layout that `options` record.
  static func read(
    _ paths: [String], for input: ModelInput, layout options: [String]
  ) throws -> [DataSet] {
    try read(paths, for: input, recordedLayout(in: options))
  }

  private static func read(
    _ paths: [String], for input: ModelInput, _ layout: FrameLayout
  ) throws -> [DataSet] {
    var sets: [DataSet] = []
    for path in paths {
      let data = try DataFile.read(path: path, for: input, layout: layout)
      if let same = sets.firstIndex(where: { $0.hash == data.hash }) {
        throw CommandError.sameData(first: paths[same], second: path)
      }
      sets.append(data)
    }
    return sets
  }

  /// Data for a program, in the layout of its calibration unless the command line has another.
  ///
  /// - Parameters:
  ///   - shortestText: As for `DataFile`.
  ///   - cutsText: As for `DataFile`.
  static func read(
    _ path: String, for program: Program, _ invocation: Invocation, shortestText: Int = 2,
    cutsText: Bool = true
  ) throws -> DataSet {
    let input = modelInput(of: program)
    let given = try givenLayout(invocation, input)
    let recorded = recordedLayout(in: program.provenance.options)
    if let given, given != recorded {
      Report.warn(
        "the graph was calibrated on \(recorded.rawValue) data, and --layout says "
          + given.rawValue)
    }
    let data = try DataFile.read(
      path: path, for: input, layout: given ?? recorded, shortestText: shortestText,
      cutsText: cutsText)
    let share = data.clippedShare(for: program.input)
    if share > clippedShareLimit {
      Report.warn(
        String(format: "%.2f %%", share * 100)
          + " of the input features are beyond the calibrated range and were clipped")
    }
    return data
  }

  /// Sequences of a program, of one position or more.
  static func sequences(
    _ path: String, for program: Program, _ invocation: Invocation
  ) throws -> [IntegerSequence] {
    try read(path, for: program, invocation, shortestText: 1).integerSequences(for: program.input)
  }

  /// As a graph records how its calibration data was laid out; nil for frame-major.
  static func record(_ invocation: Invocation) -> String? {
    let value = invocation[layout]
    return value == FrameLayout.frameMajor.rawValue ? nil : value.map { "--\(layout.name) \($0)" }
  }

  private static func recordedLayout(in options: [String]) -> FrameLayout {
    FrameLayout.allCases.first {
      options.contains("--\(layout.name) \($0.rawValue)")
    } ?? .frameMajor
  }

  /// - Throws: ``UsageError`` where the option is given and the model reads no frames.
  private static func givenLayout(
    _ invocation: Invocation, _ input: ModelInput
  ) throws -> FrameLayout? {
    guard let value = invocation[layout] else { return nil }
    guard case .frame = input else {
      throw UsageError.inapplicable(
        command: "adder \(invocation.command)", option: layout.name,
        reason: "the model reads \(input.isTokens ? "tokens" : "images"), not frames")
    }
    return FrameLayout(rawValue: value)
  }

  private static func modelInput(of program: Program) -> ModelInput {
    switch program.input {
    case .token(let vocabulary): .token(vocabulary: vocabulary)
    // The value is the model's own affair; reading needs the width.
    case .frame(let width, _, _): .frame(width: width, value: ValueID(0))
    case .image(let image):
      // Reading needs sizes and order; patches are the model's own affair too.
      .image(
        ImageInput(
          height: image.height, width: image.width, channels: image.channels, patch: 1,
          stride: 1, mean: Array(repeating: 0, count: image.channels),
          deviation: Array(repeating: 1, count: image.channels),
          layout: ImageLayout(rawValue: image.layout.rawValue) ?? .heightWidthChannels,
          classRows: [], value: ValueID(0)))
    }
  }
}

extension ModelInput {
  fileprivate var isTokens: Bool { if case .token = self { true } else { false } }
}
