import CSyntax
import Program
import TargetDescription

/// The public header, and the source with one call for each step.
extension EmittedModel {
  func header(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).h"
    let setter = try hookSetter()
    let initialiser = try initDeclaration()
    let saved = try savedDeclarations()
    let savedInsertion: [(marker: String, text: (_ indent: Int) -> [UInt8])] =
      savedState == nil ? [] : [("saved", { _ in saved })]
    let template = try Template("\(program.input.templates).h")
    let bytes = try template.filled(
      prefix: prefix,
      savedInsertion + [
        ("banner", { _ in banner.c(file, purpose) }),
        ("include", { CPrinter.print(sealInclude + hookInclude, indent: $0) }),
        ("init", { _ in initialiser }),
        ("constants", { CPrinter.print(constants, indent: $0) }),
        ("state", { CPrinter.print(state, indent: $0) }),
        ("parallel", { _ in setter }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// - Parameter tables: The file of the tables, if there is one.
  func source(
    _ banner: Banner, _ tables: EmittedFile?
  ) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).c"
    let begin = try beginFunctions(tables)
    let template = try Template("\(program.input.templates).c")
    let extent = program.positions.map { KernelCall.Extent.fixed($0) } ?? .tile
    let labels: [(marker: String, text: (_ indent: Int) -> [UInt8])] =
      program.isClassifier ? [("labels", { CPrinter.print(labelTable, indent: $0) })] : []
    let bytes = try template.filled(
      prefix: prefix,
      labels + [
        ("banner", { _ in banner.c(file, purpose) }),
        ("include", { CPrinter.print(kernelInclude, indent: $0) }),
        ("reset", { _ in begin }),
        ("body", { CPrinter.print(variables(body) + calls(body, extent) + lastRows, indent: $0) }),
        ("head", { CPrinter.print(headVariables + calls(head, .fixed(1)), indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// The head of an image stands in the same function as the body.
  private var headVariables: [CNode] {
    variables(head, after: program.positions == nil ? [] : body)
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
    if let saved = savedState {
      nodes.append(.blank)
      nodes.append(.comment(["Size of a saved state in bytes."]))
      nodes.append(.define("\(macro)_SAVED_BYTES", .integer(saved.byteCount)))
    }
    if placement == .blob {
      nodes.append(.blank)
      nodes.append(
        .comment(["Size of the weights in bytes, and of what their address is a multiple."]))
      nodes.append(.define("\(macro)_WEIGHTS_BYTES", .integer(tableFile.byteCount)))
      nodes.append(.define("\(macro)_WEIGHTS_ALIGNMENT", .integer(tableFile.alignment)))
    }
    nodes += memoryConstants
    if program.positions == nil {
      nodes.append(.blank)
      nodes.append(.comment(["Positions that a prefill takes through the layers at a time."]))
      nodes.append(.define("\(macro)_TILE", .integer(target.tile)))
    }
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
    var nodes: [CNode] = pointerMembers
    if let arena = layout.arena {
      nodes += arenaMembers(arena)
    } else {
      nodes.append(.comment(["from position to position"]))
      nodes.append(
        .declaration(CDeclaration(type: "uint64_t", name: StateLayout.position)))
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
}
