import CSyntax
import Program

/// The assertion about the inner values of a step, which `Runtime-C/checked` computes again from
/// what the step reads.
struct InnerCheck {
  /// After `adder_check_`.
  var function: String
  /// Between the ranges and the parameters.
  var arguments: [CValue]
}

extension Step {
  /// The assertion, before the step changes what it reads; nil where there is nothing between
  /// tables and results.
  func innerCheck(_ names: CallNames) -> InnerCheck? {
    func check(_ function: String, _ buffers: [BufferID], _ more: [CValue] = []) -> InnerCheck {
      InnerCheck(function: function, arguments: buffers.map(names.pointer) + more)
    }
    let backward = isBackward ? "_backward" : ""
    switch self {
    case .embed, .gather, .position, .accumulate: return nil
    case .normalize(let s): return check("normalize_\(names.suffix(s.input))", [s.input])
    case .linear(let s):
      return check(
        "linear\(s.groups == nil ? "" : "4")_\(names.suffix(s.input))", [s.input])
    case .convolve(let s): return check("convolve" + backward, [s.state, s.input])
    case .discretize(let s): return check("discretize", [s.preactivation, s.x])
    case .scan(let s): return check("scan" + backward, [s.state, s.dt, s.drive, s.b, s.c])
    case .rescale(let s): return check("rescale", [s.input])
    case .discretizeHeads(let s): return check("discretize_heads", [s.preactivation, s.x])
    case .scanHeads(let s): return check("scan_heads", [s.state, s.decay, s.drive, s.b, s.c])
    case .gate(let s): return check("gate", [s.y, s.x, s.z])
    case .add(let s): return check("add", [s.left, s.right])
    case .rotate(let s): return check("rotate", [s.input])
    case .quantize(let s): return check("quantize_\(names.suffix(s.input))", [s.input])
    case .mean(let s): return check("mean", [s.sum, s.count], [names.count(s.sum)])
    }
  }
}

/// What a build with -DADDER_CHECKED asserts.
extension EmittedModel {
  /// The assertion about the inner values of a step.
  ///
  /// - Parameter parameters: Of the step's call.
  func innerChecks(
    _ step: EmittedStep, _ parameters: [CValue], _ extent: KernelCall.Extent
  ) -> [CNode] {
    guard let check = step.step.innerCheck(names) else { return [] }
    let last = step.call.last(extent).map { [$0] } ?? []
    return [
      .call(
        "CHECK",
        [.name(check.function), range(step.firstRange)] + check.arguments + parameters + last)
    ]
  }

  /// The assertions about what a step wrote.
  func outputChecks(_ step: EmittedStep, _ extent: KernelCall.Extent) -> [CNode] {
    let first = step.firstRange + step.proved.inner.count
    return step.step.outputs.enumerated().compactMap { index, id in
      guard program[id].count > 0 else { return nil }
      return .call(
        "CHECK",
        [.name(names.suffix(id)), range(first + index), names.pointer(id), elements(id, extent)])
    }
  }

  private func range(_ index: Int) -> CValue { .name("\(prefix)_ranges + \(index)") }

  /// Elements that a step writes: one row for each position, or what all positions share.
  private func elements(_ id: BufferID, _ extent: KernelCall.Extent) -> CValue {
    let count = program[id].count
    if program[id].isShared { return .integer(count) }
    return switch extent {
    case .tile: .name("\(count) * positions")
    case .fixed(let positions): .integer(count * positions)
    }
  }

  /// The intervals that the assertions compare with.
  func rangesHeader(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_ranges.h"
    let rows =
      EmittedModel.rows("body", body, in: program) + EmittedModel.rows("head", head, in: program)
    let bytes = try Template("ranges.h").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "proved intervals of every value of the model.") }),
        ("rows", { EmittedModel.lines(rows, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  private static func rows(
    _ section: String, _ steps: [EmittedStep], in program: Program
  ) -> [String] {
    steps.enumerated().flatMap { index, step in
      let origin = step.step.origin
      let source = origin.checkpointName.isEmpty ? origin.module : origin.checkpointName
      let place =
        "\(section) step \(index), \(step.step.kind)" + (source.isEmpty ? "" : " \(source)")
      return step.proved.intervals.flatMap { interval in
        let numbers = [interval.range.lowerBound, interval.range.upperBound, interval.elements]
        let cells =
          [CString.literal(program.name(of: interval.quantity))]
          + numbers.map { CValue.integer($0).text }
        return ["{\(CString.literal(place)),", "    \(cells.joined(separator: ", "))},"]
      }
    }
  }
}
