/// Writes nodes as text: the only place that knows indentation, wrapping and literals.
///
/// ASCII, lines of at most 100 columns wherever they can be broken.
package struct CPrinter {
  /// Longest line.
  package static let columns = 100

  package private(set) var bytes: [UInt8] = []
  private var indent: Int

  package init(indent: Int = 0) { self.indent = indent }

  /// The text of `nodes`, every line indented by `indent` spaces.
  package static func print(_ nodes: [CNode], indent: Int = 0) -> [UInt8] {
    var printer = CPrinter(indent: indent)
    for node in nodes { printer.print(node) }
    return printer.bytes
  }

  package mutating func print(_ node: CNode) {
    switch node {
    case .comment(let lines): comment(lines)
    case .rule(let title): rule(title)
    case .include(let name): line("#include \"\(name)\"")
    case .define(let name, let value): line("#define \(name) \(value.text)")
    case .table(let table): self.table(table)
    case .declaration(let declaration): line(declaration.text)
    case .structure(let name, let members): block("typedef struct", name, members)
    case .union(let name, let members): block("union", name, members)
    case .object(let object): self.object(object)
    case .strings(let name, let texts, let isStatic): strings(name, texts, isStatic)
    case .call(let function, let arguments): call(function, arguments)
    case .assignment(let left, let right): line("\(left) = \(right);")
    case .function(let function): self.function(function)
    case .blank: bytes.append(UInt8(ascii: "\n"))
    }
  }

  // MARK: Nodes

  private mutating func comment(_ lines: [String]) {
    let text = lines.map(CComment.sanitized)
    for (index, content) in text.enumerated() {
      let start = index == 0 ? "/*  " : " *  "
      let end = index == text.count - 1 && text.count == 1 ? " */" : ""
      line(content.isEmpty && index > 0 ? " *" : start + content + end)
    }
    if text.count > 1 { line(" */") }
  }

  private mutating func rule(_ title: String) {
    let start = "/* ---- \(CComment.sanitized(title)) "
    let dashes = max(4, CPrinter.columns - 4 - indent - start.utf8.count - 3)
    line(start + String(repeating: "-", count: dashes) + " */")
  }

  private mutating func block(_ kind: String, _ name: String, _ members: [CNode]) {
    line("\(kind) {")
    indent += 2
    for member in members { print(member) }
    indent -= 2
    line("} \(name);")
  }

  private mutating func strings(_ name: String, _ texts: [String], _ isStatic: Bool) {
    line("\(isStatic ? "static " : "")const char *const \(name)[] = {")
    for text in texts { line("  \(CString.literal(text)),") }
    line("};")
  }

  private mutating func object(_ object: CObject) {
    line("\(object.isStatic ? "static " : "")const \(object.type) \(object.name) = {")
    for field in object.fields { self.field(field) }
    line("};")
  }

  /// One line if it fits, else one line for each value of a short list, filled lines for a long
  /// one.
  private mutating func field(_ field: CObject.Field) {
    let whole = "  .\(field.name) = \(field.value.text),"
    guard indent + whole.utf8.count > CPrinter.columns, case .list(let values) = field.value
    else { return line(whole) }
    line("  .\(field.name) = {")
    if values.count < 4 {
      for value in values { line("    \(value.text),") }
    } else {
      fill(values.map { $0.text + "," })
    }
    line("  },")
  }

  private mutating func function(_ function: CFunction) {
    line("void \(function.declarator) {")
    indent += 2
    for node in function.body { print(node) }
    indent -= 2
    line("}")
  }

  /// One line if it fits, else filled lines, four columns deeper.
  private mutating func call(_ function: String, _ arguments: [CValue]) {
    let whole = "\(function)(\(arguments.map(\.text).joined(separator: ", ")));"
    guard indent + whole.utf8.count > CPrinter.columns else { return line(whole) }
    line("\(function)(")
    fill(
      arguments.enumerated().map { index, argument in
        argument.text + (index == arguments.count - 1 ? ");" : ",")
      })
  }

  /// Lines four columns deeper, as full as they can be.
  private mutating func fill(_ pieces: [String]) {
    var current = ""
    for piece in pieces {
      let joined = current.isEmpty ? piece : "\(current) \(piece)"
      if indent + 4 + joined.utf8.count <= CPrinter.columns || current.isEmpty {
        current = joined
      } else {
        line("    " + current)
        current = piece
      }
    }
    line("    " + current)
  }

  private mutating func table(_ table: CTable) {
    let size = table.shape.map(String.init).joined(separator: " * ")
    let placement = table.placement.map { " " + $0 } ?? ""
    line("static const \(table.values.type) \(table.name)[\(size)]\(placement) = {")
    table.values.appendRows(to: &bytes, indent: indent + 2)
    line("};")
  }

  private mutating func line(_ text: String) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
    bytes.append(contentsOf: text.utf8)
    bytes.append(UInt8(ascii: "\n"))
  }
}

extension CValue {
  /// As it stands in an expression.
  package var text: String {
    switch self {
    case .integer(let value) where value == Int(Int32.min): "INT32_MIN"
    case .integer(let value) where value < Int(Int32.min) || value > Int(Int32.max):
      "INT64_C(\(value))"
    case .integer(let value): "\(value)"
    case .unsigned64(let value): "UINT64_C(\(value))"
    case .name(let name): name
    case .address(let name): "&\(name)"
    case .list(let values): "{\(values.map(\.text).joined(separator: ", "))}"
    }
  }
}

extension CDeclaration {
  /// With its semicolon.
  package var text: String {
    let start = qualifiers.isEmpty ? "" : qualifiers + " "
    return "\(start)\(type) \(name)\(count.map { "[\($0)]" } ?? "");"
  }
}
