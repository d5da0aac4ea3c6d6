import Foundation

/// The text of one description, as an object of JSON whose keys are checked.
struct DescriptionFile {
  /// For errors.
  let path: String
  let members: [String: Any]
  private let data: Data

  /// - Throws: ``TargetError/notJSON(file:reason:)``.
  init(_ bytes: [UInt8], path: String) throws(TargetError) {
    self.path = path
    data = Data(bytes)
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: data)
    } catch {
      throw .notJSON(file: path, reason: "malformed")
    }
    guard let members = object as? [String: Any] else {
      throw .notJSON(file: path, reason: "another value")
    }
    self.members = members
  }

  /// - Parameters:
  ///   - parent: Path of the object, with a dot at its end; empty for the whole.
  ///   - object: Nil for the whole; what is no object is left to ``decode(_:)``.
  /// - Throws: ``TargetError/unknownKey(file:key:known:)`` for the first that is not `known`.
  func checkKeys(
    in parent: String = "", of object: Any?, known: [String]
  ) throws(TargetError) {
    guard let object = object as? [String: Any] else { return }
    guard let key = object.keys.sorted().first(where: { !known.contains($0) }) else { return }
    throw .unknownKey(file: path, key: parent + key, known: known.map { parent + $0 })
  }

  /// - Throws: ``TargetError/invalid(file:key:reason:)``.
  func decode<Description: Decodable>(_ type: Description.Type) throws(TargetError) -> Description {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw invalid(error)
    } catch {
      throw .notJSON(file: path, reason: "unreadable")
    }
  }

  /// An error unless the file has the name of the description.
  func checkName(_ id: String) throws(TargetError) {
    guard path.hasSuffix("/\(id).json") || path == "\(id).json" else {
      throw .invalid(file: path, key: "id", reason: "must be the name of the file")
    }
  }

  private func invalid(_ error: DecodingError) -> TargetError {
    func key(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? []))
        .map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let name, let context):
      return .invalid(file: path, key: key(context, name), reason: "is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return .invalid(file: path, key: key(context), reason: "has the wrong type")
    case .dataCorrupted(let context):
      return .invalid(file: path, key: key(context), reason: "is unreadable")
    @unknown default:
      return .invalid(file: path, key: "", reason: "is unreadable")
    }
  }
}
