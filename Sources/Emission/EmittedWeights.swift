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
        ("tables", { CPrinter.print(tables, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  /// Each step's tables, those that no earlier step has, and then its object.
  private var tables: [CNode] {
    var printed: Set<Int> = []
    var nodes: [CNode] = []
    for step in body + head {
      for operand in step.step.constantOperands
      where printed.insert(operand.constant.index).inserted {
        nodes += table(operand.constant)
      }
      guard let type = step.call.type, let name = step.object else { continue }
      nodes.append(.object(CObject(type: type, name: name, fields: step.call.fields)))
      nodes.append(.blank)
    }
    return nodes.last == .blank ? nodes.dropLast() : nodes
  }

  private func table(_ id: ConstantID) -> [CNode] {
    let constant = program[id]
    let source = [constant.origin.checkpointName, constant.origin.module].first { !$0.isEmpty }
    let shape = constant.shape.map(String.init).joined(separator: ", ")
    let values: CTable.Values =
      switch constant.data {
      case .uint8(let values): .uint8(values)
      case .int8(let values): .int8(values)
      case .int16(let values): .int16(values)
      case .int32(let values): .int32(values)
      }
    return [
      .comment(["[\(shape)] from \(source ?? "the quantizer")"]),
      .table(
        CTable(name: names.constants[id.index], shape: constant.shape, values: values)),
      .blank,
    ]
  }
}
