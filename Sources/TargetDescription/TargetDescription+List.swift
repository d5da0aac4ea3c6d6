extension TargetDescription {
  /// The instruction-set targets that the executable carries, in the order of ids, `host` first.
  package static func list() throws(TargetError) -> [TargetDescription] {
    var targets: [TargetDescription] = []
    for file in EmbeddedFile.all(under: "Targets/") where !file.path.hasPrefix(Board.folder) {
      targets.append(try decode(file.bytes, file: file.path))
    }
    return targets.sorted { ($0.id == "host" ? "" : $0.id) < ($1.id == "host" ? "" : $1.id) }
  }

  /// The boards that the executable carries, in the order of ids.
  package static func boards() throws(TargetError) -> [TargetDescription] {
    let targets = try list()
    var boards: [TargetDescription] = []
    for file in EmbeddedFile.all(under: Board.folder) {
      boards.append(try Board.decode(file.bytes, file: file.path, bases: targets))
    }
    return boards.sorted { $0.id < $1.id }
  }

  /// The target or board with `id`.
  package static func find(_ id: String) throws(TargetError) -> TargetDescription {
    let targets = try list()
    if let target = targets.first(where: { $0.id == id }) { return target }
    guard let board = try boards().first(where: { $0.id == id }) else {
      throw .unknown(id: id, known: targets.map(\.id))
    }
    return board
  }

  /// Reads one description.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - file: Its path, for errors.
  package static func decode(
    _ bytes: [UInt8], file: String
  ) throws(TargetError) -> TargetDescription {
    let file = try DescriptionFile(bytes, path: file)
    try file.checkKeys(of: file.members, known: CodingKeys.allCases.map(\.rawValue))
    try file.checkKeys(
      in: "memory.", of: file.members["memory"], known: Memory.CodingKeys.allCases.map(\.rawValue))
    let target = try file.decode(TargetDescription.self)
    try target.check(file)
    return target
  }

  private func check(_ file: DescriptionFile) throws(TargetError) {
    guard !compilers.isEmpty else {
      throw .invalid(
        file: file.path, key: "compilers", reason: "must name at least one compiler")
    }
    guard kernels.last == "portable" else {
      throw .invalid(file: file.path, key: "kernels", reason: "must end with 'portable'")
    }
    guard (1...64).contains(tile) else {
      throw .invalid(file: file.path, key: "tile", reason: "must be in 1...64")
    }
    let limits = [("flash", memory?.flash), ("ram", memory?.ram), ("total", memory?.total)]
    for (key, bytes) in limits {
      guard bytes ?? 1 > 0 else {
        throw .invalid(file: file.path, key: "memory.\(key)", reason: "must be at least 1 byte")
      }
    }
    try file.checkName(id)
  }
}
