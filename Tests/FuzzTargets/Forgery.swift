import GraphFile
package import Program
package import TensorFile
package import TestSupport

/// A graph file taken apart, to be changed and put together again with a valid checksum.
package struct Forgery {
  package var metadata: [String: String]
  package var program: JSON
  package var tensors: [TensorContent]

  package init(_ program: Program) throws {
    self = try withTemporaryDirectory { directory in
      try GraphFile.write(program, to: directory + "/graph")
      let file = try TensorFile(path: directory + "/graph")
      return try Forgery(file)
    }
  }

  /// Takes apart any file that has a program's text, sound or not.
  package init(_ file: TensorFile) throws {
    metadata = file.metadata
    let text = Array((metadata["program"] ?? "").utf8)
    program = try text.withUnsafeBytes { try JSON.parse($0, path: "program") }
    tensors = try file.entries.map {
      TensorContent(
        name: $0.name, type: $0.type, shape: $0.shape, bytes: try file.bytes($0.name))
    }
  }

  /// Writes the file with the checksum of its contents.
  package func write(to path: String) throws {
    let text = program.text
    var hash = SHA256()
    hash.update(Array(text.utf8))
    for constant in program["constants"]?.elements ?? [] {
      let tensor = tensors.first { $0.name == constant["name"]?.string }
      hash.update(tensor?.bytes ?? [])
    }
    var metadata = metadata
    metadata["program"] = text
    metadata["sha256"] = hash.finalize()
    try TensorFileWriter.write(tensors, metadata: metadata, to: path)
  }

  /// Writes, reads and returns what comes back.
  package func read() throws -> Program {
    try withTemporaryDirectory { directory in
      try write(to: directory + "/graph")
      return try GraphFile.read(directory + "/graph")
    }
  }
}

extension JSON {
  /// The value as JSON.
  var text: String {
    switch self {
    case .null: "null"
    case .bool(let bool): "\(bool)"
    case .integer(let integer): "\(integer)"
    case .number(let number): Self.text(number)
    case .string(let string): JSON.quoted(string)
    case .array(let elements): "[\(elements.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.map { "\(JSON.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
    }
  }

  /// As Python writes what JSON has not.
  private static func text(_ number: Double) -> String {
    if number.isNaN { return "NaN" }
    return number.isFinite ? "\(number)" : number < 0 ? "-Infinity" : "Infinity"
  }

  /// Changes the value at `path`: keys and indices.
  package mutating func change(_ path: [Any], _ body: (inout JSON) -> Void) {
    guard let first = path.first else { return body(&self) }
    let rest = Array(path.dropFirst())
    switch self {
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.key == first as? String }) else { return }
      members[index].value.change(rest, body)
      self = .object(members)
    case .array(var elements):
      guard let index = first as? Int, elements.indices.contains(index) else { return }
      elements[index].change(rest, body)
      self = .array(elements)
    default: return
    }
  }

  /// Removes or renames the member `key` of the object at `path`.
  package mutating func rename(_ path: [Any], _ key: String, to name: String?) {
    change(path) { json in
      guard var members = json.members,
        let index = members.firstIndex(where: { $0.key == key })
      else { return }
      if let name { members[index].key = name } else { members.remove(at: index) }
      json = .object(members)
    }
  }

  /// Changes one random value below this one, in a way that keeps the text well-formed.
  /// - Parameter strings: Strings to choose from.
  package mutating func mutate(_ random: inout SeededRandom, strings: [String]) {
    let stops = random.int(0...7) == 0
    switch self {
    case .object(var members) where !members.isEmpty:
      let index = random.int(0...members.count - 1)
      if stops {
        if random.int(0...1) == 0 { members.remove(at: index) } else { members[index].key += "x" }
      } else {
        members[index].value.mutate(&random, strings: strings)
      }
      self = .object(members)
    case .array(var elements) where !elements.isEmpty:
      let index = random.int(0...elements.count - 1)
      switch stops ? random.int(0...2) : 3 {
      case 0: elements.remove(at: index)
      case 1: elements.append(elements[index])
      case 2: elements.swapAt(index, random.int(0...elements.count - 1))
      default: elements[index].mutate(&random, strings: strings)
      }
      self = .array(elements)
    default:
      self = leaf(&random, strings: strings)
    }
  }

  private func leaf(_ random: inout SeededRandom, strings: [String]) -> JSON {
    let integers = [
      0, 1, -1, 2, 15, 16, 30, 31, 32, 63, 64, 127, 32767, 32768, 65535, 1 << 26, 1 << 31,
      1 << 62, Int.max, Int.min,
    ]
    switch (self, random.int(0...9)) {
    case (_, 0): return .null
    case (_, 1): return .array([])
    case (.integer(let value), 2...4):
      return .integer(value &+ random.int(-2...2))
    case (.integer, _): return .integer(integers[random.int(0...integers.count - 1)])
    case (.number, _): return .number([0, -1, 1e308, 1e-300, 0.5][random.int(0...4)])
    case (.bool(let value), _): return .bool(!value)
    default: return .string(strings[random.int(0...strings.count - 1)])
    }
  }

  /// All strings in and below this value.
  package var strings: [String] {
    switch self {
    case .string(let string): [string]
    case .array(let elements): elements.flatMap(\.strings)
    case .object(let members): members.flatMap(\.value.strings)
    default: []
    }
  }
}
