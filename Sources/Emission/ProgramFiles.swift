import CSyntax
import Program

/// The two programs of a package: the runner and the self-test.
extension EmittedModel {
  func runner(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_run.c"
    let programInsertions = try self.programInsertions()
    let sequence = try Template("\(program.input.templates)_sequence.c").filled(prefix: prefix, [])
    let bytes = try Template("run.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "runs the model over a file of sequences.") }),
        ("sequence", { _ in sequence }),
      ] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }

  func selftest(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_selftest.c"
    let golden = try goldenTables()
    let programInsertions = try self.programInsertions()
    let comparison = try Template("\(program.input.templates)_comparison.c").filled(
      prefix: prefix, [])
    let bytes = try Template("selftest.c").filled(
      prefix: prefix,
      [
        ("comparison", { _ in comparison }),
        ("banner", { _ in banner.c(file, "checks a build against the interpreter.") }),
        ("golden", { CPrinter.print(golden, indent: $0) }),
      ] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }

  private func goldenTables() throws(EmissionError) -> [CNode] {
    let golden = options.golden
    let classes = program[program.logits].count
    let (values, positions): (CTable, Int) =
      switch golden.input {
      case .tokens(let tokens):
        (CTable(name: "input", shape: [tokens.count], values: .int32(tokens)), tokens.count)
      case .frames(let frames):
        (
          CTable(name: "input", shape: [frames.count], values: .int16(frames)),
          frames.count / max(1, program.inputBuffer.map { program[$0].count } ?? 1)
        )
      case .image(let image):
        (CTable(name: "input", shape: [image.count], values: .uint8(image)), 1)
      }
    let rows = program.isClassifier ? 1 : positions
    guard positions > 0, golden.logits.count == rows * classes else {
      throw .golden(
        positions: positions, logits: golden.logits.count, expected: rows * classes)
    }
    let checksums = (0..<rows).map { row in
      EmittedModel.checksum(golden.logits[row * classes..<(row + 1) * classes])
    }
    let constants: [CNode] =
      program.positions == nil ? [.define("POSITIONS", .integer(positions)), .blank] : []
    return constants + [
      .table(values), .blank,
      .comment([program.isClassifier ? "of the sequence" : "of each position"]),
      .table(CTable(name: "expected", shape: [rows], values: .uint32(checksums))),
    ]
  }

  /// FNV-1a in 32 bits over the little-endian bytes.
  private static func checksum(_ logits: ArraySlice<Int32>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for logit in logits {
      for shift in stride(from: 0, to: 32, by: 8) {
        let byte = UInt32(bitPattern: logit) >> UInt32(shift) & 0xff
        // The product is modulo 2^32 by the definition of the hash.
        hash = (hash ^ byte) &* 16_777_619
      }
    }
    return hash
  }
}
