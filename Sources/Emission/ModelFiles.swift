import CSyntax
import Program
import TargetDescription

/// The public header, and the source with one call for each step.
extension EmittedModel {
  func header(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).h"
    let setter = try hookSetter()
    let template = try Template("\(program.input.templates).h")
    let bytes = try template.filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, purpose) }),
        ("include", { CPrinter.print(hookInclude, indent: $0) }),
        ("constants", { CPrinter.print(constants, indent: $0) }),
        ("state", { CPrinter.print(state, indent: $0) }),
        ("parallel", { _ in setter }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  func source(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).c"
    let reset = try resetFunctions()
    let template = try Template("\(program.input.templates).c")
    let extent = program.positions.map { KernelCall.Extent.fixed($0) } ?? .tile
    let labels: [(marker: String, text: (_ indent: Int) -> [UInt8])] =
      program.isClassifier ? [("labels", { CPrinter.print(labelTable, indent: $0) })] : []
    let bytes = try template.filled(
      prefix: prefix,
      labels + [
        ("banner", { _ in banner.c(file, purpose) }),
        ("include", { CPrinter.print(kernelInclude, indent: $0) }),
        ("reset", { _ in reset }),
        ("body", { CPrinter.print(calls(body, extent) + lastRows, indent: $0) }),
        ("head", { CPrinter.print(calls(head, .fixed(1)), indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// What the model is, for first lines.
  var purpose: String { "integer inference of the model \"\(program.name)\"." }

  var macro: String { prefix.uppercased() }

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
    case .image(let image): nodes += constants(of: image)
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
    guard program.positions == nil else { return nodes }
    nodes.append(.blank)
    nodes.append(.comment(["Positions that a prefill takes through the layers at a time."]))
    nodes.append(.define("\(macro)_TILE", .integer(target.tile)))
    return nodes + threadCount
  }

  private func constants(of image: ProgramImage) -> [CNode] {
    let order =
      switch image.layout {
      case .heightWidthChannels: "rows of pixels, each with its channels (HWC)"
      case .channelsHeightWidth: "a plane for each channel (CHW)"
      }
    return [
      .comment(["Images are uint8, as a camera gives them: \(order)."]),
      .define("\(macro)_HEIGHT", .integer(image.height)),
      .define("\(macro)_WIDTH", .integer(image.width)),
      .define("\(macro)_CHANNELS", .integer(image.channels)),
      .define("\(macro)_IMAGE_BYTES", .integer(image.count)), .blank,
      .comment(["Length of the sequence: patches and class tokens."]),
      .define("\(macro)_POSITIONS", .integer(image.positions)),
    ]
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
    var nodes: [CNode] = hookMember
    if let arena = layout.arena { nodes += arenaMembers(arena) }
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

  private func arenaMembers(_ arena: SequenceArena) -> [CNode] {
    let least = NumberText.grouped(arena.leastBytes)
    let comment =
      arena.bytes == arena.leastBytes
      ? [
        "all values of a sequence, each in its place while it is needed: as small as the order",
        "of the steps allows",
      ]
      : [
        "all values of a sequence, each in its place while it is needed; at one step \(least) B",
        "of them live",
      ]
    return [
      .comment(comment),
      .union(
        name: "arena",
        members: [ElementType.int8, .int16, .int32].map {
          .declaration(
            CDeclaration(
              type: "\($0.rawValue)_t", name: "s\($0.size * 8)", count: arena.bytes / $0.size))
        }),
    ]
  }

  /// One comment and one call for each step, and its traces; a rule before each layer.
  private func calls(_ steps: [EmittedStep], _ extent: KernelCall.Extent) -> [CNode] {
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
      nodes += cleared(step.step)
      nodes += calls(step, extent)
      for output in step.step.outputs where program[output].count > 0 {
        nodes.append(
          .call("TRACE", [names.pointer(output), .integer(bytes(of: output, extent))]))
      }
    }
    return nodes
  }

  /// The call of a step, or one for each position of those that a pool takes in.
  private func calls(_ step: EmittedStep, _ extent: KernelCall.Extent) -> [CNode] {
    let object = step.object.map { [CValue.address($0)] } ?? []
    guard case .accumulate(let pool) = step.step, let rows = pool.rows else {
      let last = step.call.last(extent).map { [$0] } ?? []
      return [.call(step.call.function, step.call.arguments + object + last)]
    }
    let width = program[pool.input].count
    return rows.map { row in
      let input = CValue.name("\(names.pointer(pool.input).text) + \(row * width)")
      return .call(
        step.call.function,
        [names.pointer(pool.sum), names.pointer(pool.count), input, .integer(width), .integer(1)])
    }
  }

  /// State is zero at the start of a sequence; in an arena it gets its place only then.
  private func cleared(_ step: Step) -> [CNode] {
    guard layout.arena != nil else { return [] }
    return step.operands.filter { $0.isState && $0.access == .updates }
      .filter { program[$0.buffer].count > 0 }
      .map { operand in
        let bytes = program[operand.buffer].count * program[operand.buffer].type.size
        return .call("memset", [names.pointer(operand.buffer), .integer(0), .integer(bytes)])
      }
  }

  /// Bytes that a trace has of a buffer: one row, or all of a whole sequence.
  private func bytes(of id: BufferID, _ extent: KernelCall.Extent) -> Int {
    let row = program[id].count * program[id].type.size
    if case .fixed(let positions) = extent, !program[id].isShared { return row * positions }
    return row
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
