import CSyntax
import Program

/// The tables of the model and the parameters of its steps.
extension EmittedModel {
  func weightsHeader(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_weights.h"
    let declarations = (body + head).compactMap { step -> CNode? in
      guard let type = step.call.type, let name = step.object else { return nil }
      return .declaration(CDeclaration(qualifiers: "extern const", type: type, name: name))
    }
    let bytes = try Template("weights.h").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "parameters of the steps, one object each.") }),
        ("declarations", { CPrinter.print(declarations, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  func weightsSource(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_weights.c"
    let bytes = try Template("weights.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "tables and parameters of the steps.") }),
        ("tables", { CPrinter.print(tableNodes, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// Each step's tables, those that no earlier step has, and then its object.
  private var tableNodes: [CNode] {
    var printed: Set<TableUse> = []
    var nodes: [CNode] = []
    for step in body + head {
      for use in step.step.tableUses(library.packing, in: program)
      where printed.insert(use).inserted {
        nodes += self.nodes(of: use)
      }
      guard let type = step.call.type, let name = step.object else { continue }
      nodes.append(.object(CObject(type: type, name: name, fields: step.call.fields)))
      nodes.append(.blank)
    }
    return nodes.last == .blank ? nodes.dropLast() : nodes
  }

  private func nodes(of use: TableUse) -> [CNode] {
    let constant = program[use.constant]
    let source = [constant.origin.checkpointName, constant.origin.module].first { !$0.isEmpty }
    let shape = constant.shape.map(String.init).joined(separator: ", ")
    let packing = library.packing.note(on: use.form)
    let name = names.tables[use] ?? ""
    if includesTables {
      let size = program.bytes(of: use, library.packing)
      let type = program.elementType(of: use)
      return [
        .comment(["[\(shape)] from \(source ?? "the quantizer")\(packing)"]),
        .declaration(
          CDeclaration(
            qualifiers: "extern const", type: "\(type.rawValue)_t", name: name,
            count: size / type.size)),
        .blank,
      ]
    }
    let values = program.values(of: use, library.packing)
    return [
      .comment(["[\(shape)] from \(source ?? "the quantizer")\(packing)"]),
      .table(
        CTable(
          name: name, shape: packing.isEmpty ? constant.shape : [values.count],
          values: values, isAligned: !packing.isEmpty)),
      .blank,
    ]
  }
}
