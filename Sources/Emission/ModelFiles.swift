import CSyntax
import Program
import TargetDescription

/// The public header, and the source with one call for each step.
extension EmittedModel {
  func header(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).h"
    let template = try Template(program.isClassifier ? "classifier.h" : "language.h")
    let bytes = try template.filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, purpose) }),
        ("constants", { CPrinter.print(constants, indent: $0) }),
        ("state", { CPrinter.print(state, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  func source(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).c"
    let template = try Template(program.isClassifier ? "classifier.c" : "language.c")
    let labels: [(marker: String, text: (_ indent: Int) -> [UInt8])] =
      program.isClassifier ? [("labels", { CPrinter.print(labelTable, indent: $0) })] : []
    let bytes = try template.filled(
      prefix: prefix,
      labels + [
        ("banner", { _ in banner.c(file, purpose) }),
        ("body", { CPrinter.print(calls(body, isTile: true) + lastRows, indent: $0) }),
        ("head", { CPrinter.print(calls(head, isTile: false), indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// What the model is, for first lines.
  var purpose: String { "integer inference of the model \"\(program.name)\"." }

  private var macro: String { prefix.uppercased() }

  private var constants: [CNode] {
    var nodes: [CNode] = []
    switch program.input {
    case .token(let vocabulary):
      nodes.append(.comment(["Tokens are 0 ..< \(macro)_VOCABULARY."]))
      nodes.append(.define("\(macro)_VOCABULARY", .integer(vocabulary)))
    case .frame(let width, let scale, let limit):
      nodes.append(
        .comment(
          [
            "A frame has \(macro)_WIDTH features, for each real x "
              + "floor(x / \(macro)_INPUT_SCALE + 0.5), clamped to -\(macro)_LIMIT...\(macro)_LIMIT. "
              + "Only code of the caller expands the scale; this package has no floating point."
          ].flatMap { CComment.wrapped($0, columns: 90) }))
      nodes.append(.define("\(macro)_WIDTH", .integer(width)))
      nodes.append(.define("\(macro)_LIMIT", .integer(limit)))
      nodes.append(.define("\(macro)_INPUT_SCALE", .name("\(scale)")))
      nodes += frameLimit
    }
    nodes.append(.blank)
    nodes.append(
      .comment(["Logits are int32, one unit is \(macro)_LOGIT_SCALE (not used here)."] + labels))
    nodes.append(.define("\(macro)_CLASSES", .integer(program[program.logits].count)))
    nodes.append(.define("\(macro)_LOGIT_SCALE", .name("\(program.logitScale)")))
    if !program.labels.isEmpty {
      nodes.append(.blank)
      nodes.append(.comment(["Names of the classes, in UTF-8."]))
      nodes.append(
        .declaration(
          CDeclaration(
            qualifiers: "extern const", type: "char *const", name: "\(prefix)_labels",
            count: program.labels.count)))
    }
    nodes.append(.blank)
    nodes.append(.comment(["Size of the state in bytes, at most."]))
    nodes.append(.define("\(macro)_STATE_BYTES", .integer(layout.structBytes)))
    nodes.append(.blank)
    nodes.append(.comment(["Positions that a prefill takes through the layers at a time."]))
    nodes.append(.define("\(macro)_TILE", .integer(target.tile)))
    return nodes
  }

  /// What a mean over the frames takes in, where there is one.
  private var frameLimit: [CNode] {
    let hasPool = program.body.contains { if case .accumulate = $0 { true } else { false } }
    guard hasPool else { return [] }
    return [
      .blank, .comment(["The mean takes in so many frames; later ones do not change it."]),
      .define("\(macro)_MAX_FRAMES", .integer(65535)),
    ]
  }

  private var labels: [String] {
    program.labels.enumerated().map { "  \($0)  \($1)" }
  }

  private var labelTable: [CNode] {
    program.labels.isEmpty
      ? [] : [.strings(name: "\(prefix)_labels", program.labels), .blank]
  }

  private var state: [CNode] {
    func members(_ list: [StateLayout.Member]) -> [CNode] {
      list.map {
        .declaration(
          CDeclaration(type: "\($0.type.rawValue)_t", name: $0.name, count: $0.count))
      }
    }
    var nodes: [CNode] = []
    if !layout.lasting.isEmpty {
      nodes.append(.comment(["from position to position"]))
      nodes += members(layout.lasting)
    }
    if !layout.scratch.isEmpty {
      nodes.append(.comment(["within a position, shared by the layers"]))
      nodes += members(layout.scratch)
    }
    return [.structure(name: "\(prefix)_state", members: nodes)]
  }

  /// One comment and one call for each step, and its traces; a rule before each layer.
  ///
  /// - Parameter isTile: False for one position.
  private func calls(_ steps: [EmittedStep], isTile: Bool) -> [CNode] {
    var nodes: [CNode] = []
    var layer: Int?
    for (index, step) in steps.enumerated() {
      if index > 0 { nodes.append(.blank) }
      let next = step.step.origin.layer
      if next != layer {
        nodes.append(.rule(next.map { "layer \($0)" } ?? "after the layers"))
        nodes.append(.blank)
        layer = next
      }
      nodes.append(.comment(step.comment))
      let object = step.object.map { [CValue.address($0)] } ?? []
      let last = step.call.last(isTile: isTile).map { [$0] } ?? []
      nodes.append(.call(step.call.function, step.call.arguments + object + last))
      for output in step.step.outputs where program[output].count > 0 {
        let bytes = program[output].count * program[output].type.size
        nodes.append(.call("TRACE", [names.pointer(output), .integer(bytes)]))
      }
    }
    return nodes
  }

  /// Moves the last position of what the head reads to where it reads it.
  private var lastRows: [CNode] {
    guard target.tile > 1 else { return [] }
    return program.buffers.indices.flatMap { index -> [CNode] in
      let buffer = program.buffers[index]
      guard buffer.role == .carried, buffer.count > 0 else { return [] }
      let name = names.pointer(BufferID(index)).text
      return [
        .blank, .comment(["the head reads the last position"]),
        .call(
          "memmove",
          [
            .name(name), .name("\(name) + \(buffer.count) * (positions - 1)"),
            .integer(buffer.count * buffer.type.size),
          ]),
      ]
    }
  }
}
