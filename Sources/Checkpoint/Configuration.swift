import TensorFile

/// The settings in a checkpoint's `config.json`; keys that nothing asks for are ignored.
struct Configuration {
  /// A whole number together with the key that it stands under.
  struct Setting {
    var key: String
    var value: Int
  }

  /// Largest `config.json` or index read, in bytes.
  static let sizeLimit = 16 << 20

  let path: String
  private let json: JSON

  init(path: String) throws(CheckpointError) {
    self.path = path
    json = try readJSON(path: path)
    if json.members == nil { throw .configNotObject(path: path) }
  }

  var modelType: String? { self["model_type"]?.string }

  /// True of Mamba-2.
  var hasHeads: Bool {
    modelType == CheckpointFormat.headType || self["ssm_cfg.layer"]?.string == "Mamba2"
  }

  /// True for FalconMamba, whose tensors have the names and shapes of Mamba's.
  var isFalconMamba: Bool {
    if let modelType { return modelType == CheckpointFormat.falconType }
    return self["architectures"]?.elements?.first?.string == "FalconMambaForCausalLM"
  }

  /// The value under `key`, whose parts are separated by dots; null counts as absent.
  subscript(key: String) -> JSON? {
    var value: JSON? = json
    for part in key.split(separator: ".") { value = value?[String(part)] }
    return value == .null ? nil : value
  }

  /// The first of `keys` that is there; nil where none is.
  func integer(
    _ keys: [String], in range: ClosedRange<Int>
  ) throws(CheckpointError) -> Setting? {
    guard let (key, json) = first(of: keys) else { return nil }
    guard let value = json.integer, range.contains(value) else {
      throw invalid(key, json, expected: "an integer in \(range.lowerBound)...\(range.upperBound)")
    }
    return Setting(key: key, value: value)
  }

  /// As ``integer(_:in:)``, where one of `keys` must be there.
  func required(
    _ keys: [String], in range: ClosedRange<Int>
  ) throws(CheckpointError) -> Setting {
    guard let setting = try integer(keys, in: range) else {
      throw .config(path: path, key: keys[0], .missing)
    }
    return setting
  }

  /// The epsilon of normalisations, `standard` where the settings give none.
  func epsilon(
    _ keys: [String], standard: Double = 1e-5
  ) throws(CheckpointError) -> Double {
    guard let (key, json) = first(of: keys) else { return standard }
    guard let value = json.number, value >= 1e-12, value <= 0.1 else {
      throw invalid(key, json, expected: "a number in 1e-12...0.1")
    }
    return value
  }

  /// The epsilon of the norms of dt, B and C inside mixers; nil for families without them.
  func mixerNormEpsilon() throws(CheckpointError) -> Double? {
    guard isFalconMamba else { return nil }
    return try epsilon(["mixer_rms_eps"], standard: 1e-6)
  }

  func bool(_ keys: [String]) throws(CheckpointError) -> (key: String, value: Bool)? {
    guard let (key, json) = first(of: keys) else { return nil }
    guard let value = json.bool else { throw invalid(key, json, expected: "true or false") }
    return (key, value)
  }

  /// One of `choices`, `choices[0]` where the settings do not say.
  func choice(_ key: String, of choices: [String]) throws(CheckpointError) -> String {
    guard let json = self[key] else { return choices[0] }
    guard let value = json.string, choices.contains(value) else {
      let list = choices.map { "'\($0)'" }.joined(separator: " or ")
      throw invalid(key, json, expected: list)
    }
    return value
  }

  /// `count` texts; the numbers from 0 where the settings give none.
  func texts(_ key: String, count: Int) throws(CheckpointError) -> [String] {
    guard let json = self[key] else { return (0..<count).map(String.init) }
    let expected = "an array of \(count) strings"
    guard let elements = json.elements else { throw invalid(key, json, expected: expected) }
    let texts = elements.compactMap(\.string)
    guard elements.count == count, texts.count == count else {
      let found =
        texts.count == elements.count
        ? "an array of \(texts.count) strings"
        : "an array of \(elements.count) values, \(texts.count) of them strings"
      throw .config(path: path, key: key, .invalid(found: found, expected: expected))
    }
    return texts
  }

  /// `count` finite numbers.
  ///
  /// - Parameter standard: What stands for an absent key; nil where it must be there.
  func floats(
    _ key: String, count: Int, standard: [Float]?, isPositive: Bool
  ) throws(CheckpointError) -> [Float] {
    guard let json = self[key] else {
      guard let standard else { throw .config(path: path, key: key, .missing) }
      return standard
    }
    let numbers = (json.elements ?? []).compactMap(\.number).map { Float($0) }
    guard numbers.count == count, json.elements?.count == count,
      numbers.allSatisfy({ $0.isFinite && (!isPositive || $0 > 0) })
    else {
      throw invalid(
        key, json, expected: "an array of \(count) \(isPositive ? "positive " : "")numbers")
    }
    return numbers
  }

  private func first(of keys: [String]) -> (key: String, json: JSON)? {
    for key in keys {
      if let json = self[key] { return (key, json) }
    }
    return nil
  }

  private func invalid(_ key: String, _ json: JSON, expected: String) -> CheckpointError {
    .config(path: path, key: key, .invalid(found: json.summary, expected: expected))
  }
}

extension JSON {
  /// The value itself where it is short, else its kind.
  var summary: String {
    switch self {
    case .integer(let integer): String(integer)
    case .number(let number): String(number)
    case .bool(let bool): String(bool)
    case .string(let string) where string.count <= 40: "'\(string)'"
    case .array(let elements) where elements.count <= 4:
      "[\(elements.map { $0.elements == nil ? $0.summary : $0.kind }.joined(separator: ", "))]"
    default: kind
    }
  }
}

/// The JSON in the file at `path`.
func readJSON(path: String) throws(CheckpointError) -> JSON {
  let file = try readingFile { () throws(TensorFileError) in try MappedFile(path: path) }
  if file.count > Configuration.sizeLimit {
    throw .tooLarge(path: path, size: file.count, limit: Configuration.sizeLimit)
  }
  return try readingFile { () throws(TensorFileError) in
    try file.withBytes { bytes throws(TensorFileError) in try JSON.parse(bytes, path: path) }
  }
}
