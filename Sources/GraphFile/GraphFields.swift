import TensorFile

/// The members of one JSON object, each of which is to be read once.
struct GraphFields {
  let path: String
  private var rest: [String: JSON] = [:]

  /// - Parameter path: JSON path of the object, empty for the program itself.
  init(_ json: JSON, at path: String) throws(GraphProblem) {
    self.path = path
    guard let members = json.members else { throw .wrongKind(json, at: path, "an object") }
    for member in members { rest[member.key] = member.value }
  }

  func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func contains(_ key: String) -> Bool { rest[key] != nil }

  mutating func json(_ key: String) throws(GraphProblem) -> JSON {
    guard let value = rest.removeValue(forKey: key) else { throw GraphProblem(path(key), .missing) }
    return value
  }

  mutating func string(_ key: String) throws(GraphProblem) -> String {
    let value = try json(key)
    guard let string = value.string else { throw .wrongKind(value, at: path(key), "a string") }
    return string
  }

  mutating func bool(_ key: String) throws(GraphProblem) -> Bool {
    let value = try json(key)
    guard let bool = value.bool else {
      throw .wrongKind(value, at: path(key), "a truth value")
    }
    return bool
  }

  mutating func integer(_ key: String) throws(GraphProblem) -> Int {
    let value = try json(key)
    guard let integer = value.integer else {
      throw .wrongKind(value, at: path(key), "an integer")
    }
    return integer
  }

  /// An integer, or nil where the key is absent.
  mutating func optionalInteger(_ key: String) throws(GraphProblem) -> Int? {
    contains(key) ? try integer(key) : nil
  }

  mutating func integer(
    _ key: String, in range: ClosedRange<Int>
  ) throws(GraphProblem) -> Int {
    let value = try integer(key)
    if !range.contains(value) {
      throw GraphProblem(path(key), .outOfRange("\(value)", range))
    }
    return value
  }

  mutating func number(_ key: String) throws(GraphProblem) -> Double {
    let value = try json(key)
    guard let number = value.number else { throw .wrongKind(value, at: path(key), "a number") }
    return number
  }

  mutating func optionalNumber(_ key: String) throws(GraphProblem) -> Double? {
    contains(key) ? try number(key) : nil
  }

  /// One of the raw values of `Value`.
  mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ key: String, _: Value.Type
  ) throws(GraphProblem) -> Value {
    let text = try string(key)
    guard let value = Value(rawValue: text) else {
      throw GraphProblem(
        path(key), .unknownValue(text, allowed: Value.allCases.map(\.rawValue)))
    }
    return value
  }

  mutating func fields(_ key: String) throws(GraphProblem) -> GraphFields {
    try GraphFields(json(key), at: path(key))
  }

  /// The elements of an array with the JSON path of each.
  mutating func array(_ key: String) throws(GraphProblem) -> [(json: JSON, path: String)] {
    let value = try json(key)
    guard let elements = value.elements else {
      throw .wrongKind(value, at: path(key), "an array")
    }
    return elements.enumerated().map { ($0.element, "\(path(key))[\($0.offset)]") }
  }

  mutating func strings(_ key: String) throws(GraphProblem) -> [String] {
    var strings: [String] = []
    for (json, path) in try array(key) {
      guard let string = json.string else { throw .wrongKind(json, at: path, "a string") }
      strings.append(string)
    }
    return strings
  }

  mutating func integers(_ key: String) throws(GraphProblem) -> [Int] {
    var integers: [Int] = []
    for (json, path) in try array(key) {
      guard let integer = json.integer else { throw .wrongKind(json, at: path, "an integer") }
      integers.append(integer)
    }
    return integers
  }

  /// Throws if a member has not been read: the format has no such key.
  func finish() throws(GraphProblem) {
    if let key = rest.keys.min() { throw GraphProblem(path(key), .unknownKey) }
  }
}

extension GraphProblem {
  static func wrongKind(_ json: JSON, at path: String, _ expected: String) -> GraphProblem {
    GraphProblem(path, .wrongKind(found: json.kind, expected: expected))
  }
}
