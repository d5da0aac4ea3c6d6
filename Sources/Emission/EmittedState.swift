import CSyntax
import Program

/// The functions that begin, save, restore and copy a sequence.
extension EmittedModel {
  /// What is saved; nil for a model that takes whole sequences.
  var savedState: SavedState? { SavedState(of: program) }

  private var hasSeal: Bool { savedState != nil || placement == .blob }

  /// Of the runtime.
  var sealSources: [String] { hasSeal ? ["adder_saved.c", "adder_seal.c"] : [] }

  /// Of the public header.
  var sealInclude: [CNode] {
    hasSeal ? [.include("adder_seal.h")] + (isParallel ? [] : [.blank]) : []
  }

  // MARK: Begin

  /// The first members of the state.
  var pointerMembers: [CNode] {
    var nodes: [CNode] = []
    if placement == .blob {
      nodes.append(.comment(["for good: the file of the tables"]))
      nodes.append(.declaration(CDeclaration(type: "const uint8_t", name: "*weights")))
    }
    if isParallel {
      nodes.append(.comment(["for good: threads that share the work, or NULL"]))
      nodes.append(.declaration(CDeclaration(type: "const adder_parallel", name: "*parallel")))
    }
    return nodes
  }

  /// The declaration of the function that makes a state usable.
  func initDeclaration() throws(EmissionError) -> [UInt8] {
    try Template(placement == .blob ? "blob_init.h" : "init.h").filled(prefix: prefix, [])
  }

  /// The functions that make a state usable and set it back.
  func beginFunctions(_ tables: EmittedFile?) throws(EmissionError) -> [UInt8] {
    let start = isParallel ? ["s->parallel = NULL;"] : []
    let types = ["weights": "const uint8_t", "parallel": "const adder_parallel"]
    let kept = layout.pointers.map { "\(types[$0] ?? "") *\($0) = s->\($0);" }
    let given = layout.pointers.map { "s->\($0) = \($0);" }
    let initialiser: [UInt8]
    if placement == .blob {
      let seal = Seal(.weights, length: tableFile.byteCount, graphHash: options.graphHash)
      let sums = Seal.checksum(of: tables?.bytes ?? [])
      initialiser = try Template("blob_init.c").filled(
        prefix: prefix,
        [
          ("seal", { CPrinter.print([object(seal, sums)], indent: $0) }),
          ("start", { EmittedModel.lines(start, indent: $0) }),
        ])
    } else {
      initialiser = try Template("init.c").filled(
        prefix: prefix, [("start", { EmittedModel.lines(start, indent: $0) })])
    }
    let reset = try Template("reset.c").filled(
      prefix: prefix,
      [
        ("keep", { EmittedModel.lines(kept, indent: $0) }),
        ("give", { EmittedModel.lines(given, indent: $0) }),
      ])
    let setter = isParallel ? try Template("parallel.c").filled(prefix: prefix, []) : []
    return initialiser + reset + setter
  }

  // MARK: Save

  /// The source that saves, restores and copies a state; nil where there is none.
  func savedSource(_ banner: Banner) throws(EmissionError) -> EmittedFile? {
    guard let saved = savedState else { return nil }
    let file = "\(prefix)_saved.c"
    let seal = Seal(.state, length: saved.byteCount, graphHash: options.graphHash)
    let alone = isParallel ? ["copy->parallel = NULL;"] : []
    let bytes = try Template("saved.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "states as bytes, and copies of states.") }),
        ("seal", { CPrinter.print([object(seal)], indent: $0) }),
        ("save", { CPrinter.print(calls(saved, "save"), indent: $0) }),
        ("possible", { EmittedModel.lines(checks(saved), indent: $0) }),
        ("restore", { CPrinter.print(calls(saved, "restore"), indent: $0) }),
        ("alone", { EmittedModel.lines(alone, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// Of the public header.
  func savedDeclarations() throws(EmissionError) -> [UInt8] {
    savedState == nil ? [] : try Template("saved.h").filled(prefix: prefix, [])
  }

  /// `at = adder_save_s8(at, s->l00_conv_state, 384);` for each buffer.
  private func calls(_ saved: SavedState, _ verb: String) -> [CNode] {
    saved.buffers.map { id in
      let function = "adder_\(verb)_\(names.suffix(id))"
      let arguments = [CValue.name("at"), names.pointer(id), names.count(id)].map(\.text)
      return .assignment("at", "\(function)(\(arguments.joined(separator: ", ")))")
    }
  }

  /// `possible &= adder_possible_s8(bytes + 72, 384, -127, 127);` for each buffer that the model
  /// does not fill with every value of its type, and for each pool.
  private func checks(_ saved: SavedState) -> [String] {
    let limits = SavedLimits(of: program, saved, proved: program.proveRanges())
    var lines: [String] = []
    func add(_ kind: String, _ arguments: [CValue]) {
      let list = arguments.map(\.text).joined(separator: ", ")
      lines.append("possible &= adder_possible_\(kind)(\(list));")
    }
    func place(_ offset: Int) -> CValue { .name("bytes + \(offset)") }
    for (index, id) in saved.buffers.enumerated() {
      let interval = limits.intervals[index]
      guard interval != program[id].type.range else { continue }
      add(
        names.suffix(id),
        [
          place(saved.offsets[index]), names.count(id), .integer(interval.lowerBound),
          .integer(interval.upperBound),
        ])
    }
    for pool in limits.pools {
      guard let sum = saved.offset(of: pool.sum), let count = saved.offset(of: pool.count)
      else { continue }
      add(
        "pool",
        [
          place(sum), place(count), names.count(pool.sum), .integer(pool.values.lowerBound),
          .integer(pool.values.upperBound),
        ])
    }
    return lines
  }

  private func object(
    _ seal: Seal, _ sums: (sum: UInt64, sumOfSums: UInt64)? = nil
  ) -> CNode {
    let kind = seal.kind == .weights ? "ADDER_WEIGHTS" : "ADDER_STATE"
    let model = seal.model.map { byte in
      CValue.name("0x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16))
    }
    var fields: [CObject.Field] = [
      .init("kind", .name(kind)), .init("length", .unsigned64(UInt64(seal.length))),
      .init("model", .list(model)),
    ]
    if let sums {
      fields.append(.init("sums", .list([.unsigned64(sums.sum), .unsigned64(sums.sumOfSums)])))
    }
    return .object(CObject(type: "adder_seal", name: "seal", fields: fields, isStatic: true))
  }

  /// Statements as they are, indented.
  static func lines(_ lines: [String], indent: Int) -> [UInt8] {
    let space = String(repeating: " ", count: indent)
    return Array(lines.map { space + $0 + "\n" }.joined().utf8)
  }
}
