import Foundation

extension TargetDescription {
  /// The descriptions that the executable carries, in the order of ids, `host` first.
  package static func list() throws(TargetError) -> [TargetDescription] {
    var targets: [TargetDescription] = []
    for file in EmbeddedFile.all(under: "Targets/") {
      targets.append(try decode(file.bytes, file: file.path))
    }
    return targets.sorted { ($0.id == "host" ? "" : $0.id) < ($1.id == "host" ? "" : $1.id) }
  }

  /// The description with `id`.
  package static func find(_ id: String) throws(TargetError) -> TargetDescription {
    let targets = try list()
    guard let target = targets.first(where: { $0.id == id }) else {
      throw .unknown(id: id, known: targets.map(\.id))
    }
    return target
  }

  /// Reads one description.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - file: Its path, for errors.
  package static func decode(
    _ bytes: [UInt8], file: String
  ) throws(TargetError) -> TargetDescription {
    let data = Data(bytes)
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: data)
    } catch {
      throw .notJSON(file: file, reason: "malformed")
    }
    guard let members = object as? [String: Any] else {
      throw .notJSON(file: file, reason: "another value")
    }
    try checkKeys(of: members, in: "", known: CodingKeys.allCases.map(\.rawValue), file: file)
    if let memory = members["memory"] as? [String: Any] {
      let known = Memory.CodingKeys.allCases.map(\.rawValue)
      try checkKeys(of: memory, in: "memory.", known: known, file: file)
    }
    do {
      return try JSONDecoder().decode(TargetDescription.self, from: data).checked(file: file)
    } catch let error as TargetError {
      throw error
    } catch let error as DecodingError {
      throw invalid(error, file: file)
    } catch {
      throw .notJSON(file: file, reason: "unreadable")
    }
  }

  private static func checkKeys(
    of members: [String: Any], in parent: String, known: [String], file: String
  ) throws(TargetError) {
    guard let key = members.keys.sorted().first(where: { !known.contains($0) }) else { return }
    throw .unknownKey(file: file, key: parent + key, known: known.map { parent + $0 })
  }

  private static func invalid(_ error: DecodingError, file: String) -> TargetError {
    func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? [])).map(\.stringValue).joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return .invalid(file: file, key: path(context, key), reason: "is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return .invalid(file: file, key: path(context), reason: "has the wrong type")
    case .dataCorrupted(let context):
      return .invalid(file: file, key: path(context), reason: "is unreadable")
    @unknown default:
      return .invalid(file: file, key: "", reason: "is unreadable")
    }
  }

  /// Itself, if it makes sense.
  private func checked(file: String) throws(TargetError) -> TargetDescription {
    guard !compilers.isEmpty else {
      throw .invalid(file: file, key: "compilers", reason: "must name at least one compiler")
    }
    guard kernels.last == "portable" else {
      throw .invalid(file: file, key: "kernels", reason: "must end with 'portable'")
    }
    guard (1...64).contains(tile) else {
      throw .invalid(file: file, key: "tile", reason: "must be in 1...64")
    }
    for (key, bytes) in [("memory.flash", memory?.flash), ("memory.ram", memory?.ram)] {
      guard bytes ?? 1 > 0 else {
        throw .invalid(file: file, key: key, reason: "must be at least 1 byte")
      }
    }
    guard file.hasSuffix("/\(id).json") || file == "\(id).json" else {
      throw .invalid(file: file, key: "id", reason: "must be the name of the file")
    }
    return self
  }
}
