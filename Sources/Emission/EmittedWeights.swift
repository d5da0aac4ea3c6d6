import CSyntax
import Program

/// The tables of the model and the parameters of its steps.
extension EmittedModel {
  func weightsHeader(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_weights.h"
    let bytes = try Template("weights.h").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "parameters of the steps.") }),
        ("declarations", { CPrinter.print(declarations, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  func weightsSource(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_weights.c"
    let macro = try arrayPlacement()
    let bytes = try Template("weights.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "tables and parameters of the steps.") }),
        ("placement", { _ in macro }),
        ("tables", { CPrinter.print(tableNodes, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// The object of each step, or the function that finds its parameters.
  private var declarations: [CNode] {
    var nodes: [CNode] = []
    if placement == .blob {
      nodes = [
        .comment(["Parameters of the steps whose tables are in the file at `weights`."]), .blank,
      ]
    }
    return nodes
      + (body + head).compactMap { step in
        guard let type = step.call.type, let name = step.object else { return nil }
        if let finder = finder(of: step) {
          return .declaration(CDeclaration(type: "void", name: finder.declarator))
        }
        return .declaration(CDeclaration(qualifiers: "extern const", type: type, name: name))
      }
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
      nodes.append(
        finder(of: step).map { .function($0) }
          ?? .object(CObject(type: type, name: name, fields: step.call.fields)))
      nodes.append(.blank)
    }
    return nodes.last == .blank ? nodes.dropLast() : nodes
  }

  private func nodes(of use: TableUse) -> [CNode] {
    let constant = program[use.constant]
    let source = [constant.origin.checkpointName, constant.origin.module].first { !$0.isEmpty }
    let shape = constant.shape.map(String.init).joined(separator: ", ")
    let packing = library.packing.note(on: use.form)
    let name = tableNames[use] ?? ""
    let comment = "[\(shape)] from \(source ?? "the quantizer")\(packing)"
    switch placement {
    case .blob: return [.comment(["\(name), \(comment)"])]
    case .incbin:
      let size = program.bytes(of: use, library.packing)
      let type = program.elementType(of: use)
      return [
        .comment([comment]),
        .declaration(
          CDeclaration(
            qualifiers: "extern const", type: "\(type.rawValue)_t", name: name,
            count: size / type.size)),
        .blank,
      ]
    case .array:
      let values = program.values(of: use, library.packing)
      return [
        .comment([comment]),
        .table(
          CTable(
            name: name, shape: packing.isEmpty ? constant.shape : [values.count],
            values: values,
            placement: placesArrays ? tableMacro : packing.isEmpty ? nil : "ADDER_ALIGNED")),
        .blank,
      ]
    }
  }
}
