extension Board {
  /// Of the descriptions of boards, in the package.
  static let folder = "Targets/boards/"

  /// Reads one description of a board, and returns the target that it is.
  ///
  /// - Parameters:
  ///   - bytes: JSON, as in the file.
  ///   - file: Its path, for errors.
  ///   - bases: The targets that a board can build upon.
  package static func decode(
    _ bytes: [UInt8], file: String, bases: [TargetDescription]
  ) throws(TargetError) -> TargetDescription {
    let file = try DescriptionFile(bytes, path: file)
    try file.checkKeys(of: file.members, known: CodingKeys.allCases.map(\.rawValue))
    for key in CodingKeys.allCases where key.isFigure {
      try file.checkKeys(
        in: key.rawValue + ".", of: file.members[key.rawValue],
        known: FigureKey.allCases.map(\.rawValue))
    }
    for (index, cache) in (file.members["caches"] as? [Any] ?? []).enumerated() {
      try file.checkKeys(
        in: "caches.\(index).", of: cache, known: Cache.CodingKeys.allCases.map(\.rawValue))
    }
    let board = try file.decode(Board.self)
    try board.check(file)
    // Only targets are bases, so that no chain of boards can be long or closed.
    guard let base = bases.first(where: { $0.id == board.base }) else {
      throw .unknownBase(file: file.path, base: board.base, known: bases.map(\.id))
    }
    return board.target(on: base)
  }

  private func check(_ file: DescriptionFile) throws(TargetError) {
    if let reason = firstProblem {
      throw .invalid(file: file.path, key: reason.key, reason: reason.text)
    }
    try file.checkName(id)
  }

  /// Largest size and rate that are plausible; what is larger is a slip of units.
  private static let mostMiB = 1 << 24
  private static let mostBandwidth = 10_000_000
  private static let mostCount = 100_000

  /// The first figure that makes no sense.
  private var firstProblem: (key: String, text: String)? {
    if let row = figures.first(where: { $0.source.isEmpty }) {
      return (row.key + ".source", "must say where the figure is from")
    }
    for (key, value) in [
      ("cores", cores?.value), ("clockMHz", clockMHz?.value), ("leastGcc", leastGcc.value),
    ] where !(1...Board.mostCount).contains(value ?? 1) {
      return (key + ".value", "must be in 1...\(Board.mostCount)")
    }
    if cflags.value.isEmpty { return ("cflags.value", "must have at least one flag") }
    if let sizes = memoryMiB?.value,
      sizes.isEmpty || sizes.contains(where: { !(1...Board.mostMiB).contains($0) })
        || !zip(sizes, sizes.dropFirst()).allSatisfy({ $0 < $1 })
    {
      return ("memoryMiB.value", "must be rising sizes in 1...\(Board.mostMiB)")
    }
    return cacheProblem ?? rateProblem
  }

  private var cacheProblem: (key: String, text: String)? {
    for (index, cache) in caches.enumerated() {
      if !(1...Board.mostMiB).contains(cache.KiB) {
        return ("caches.\(index).KiB", "must be in 1...\(Board.mostMiB)")
      }
      let cores = cores?.value ?? Board.mostCount
      if !(1...cores).contains(cache.sharedBy) {
        return ("caches.\(index).sharedBy", "must be in 1...\(cores), the number of cores")
      }
    }
    let order = caches.compactMap { Cache.Level.allCases.firstIndex(of: $0.level) }
    if !zip(order, order.dropFirst()).allSatisfy({ $0 < $1 }) {
      return ("caches", "must have each level once, from the core outwards")
    }
    return nil
  }

  private var rateProblem: (key: String, text: String)? {
    for (key, rate) in [
      ("peakBandwidth", peakBandwidth?.value), ("measuredBandwidth", measuredBandwidth?.value),
    ] where !(1...Board.mostBandwidth).contains(rate ?? 1) {
      return (key + ".value", "must be in 1...\(Board.mostBandwidth)")
    }
    if let measured = measuredBandwidth?.value, let peak = peakBandwidth?.value, measured > peak {
      return ("measuredBandwidth.value", "must not exceed the peak")
    }
    if let bits = vlen?.value, !(32...65536).contains(bits) || bits & (bits - 1) != 0 {
      return ("vlen.value", "must be a power of two in 32...65536")
    }
    return nil
  }
}
