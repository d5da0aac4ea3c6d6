extension Board {
  /// One figure as text.
  package struct Row: Hashable, Sendable {
    /// Of the description, e.g. `clockMHz` or `caches.1`.
    package var key: String
    /// Name for people, e.g. `L2 cache`.
    package var name: String
    package var value: String
    package var confidence: Confidence
    package var source: String
    package var note: String?
  }

  /// Every figure, in the order of the description.
  package var figures: [Row] {
    let rows = [
      row("soc", "chip", soc) { $0 }, row("core", "core", core) { $0 },
      row("cores", "cores", cores) { "\($0)" },
      row("clockMHz", "clock", clockMHz) { "\($0) MHz" }, row("isa", "ISA", isa) { $0 },
      row("cflags", "flags", cflags) { $0.joined(separator: " ") },
      row("leastGcc", "gcc at least", leastGcc) { "\($0)" },
      row("laterFlags", "later flags", laterFlags) { $0.joined(separator: " ") },
    ]
    let rest = [
      row("memoryMiB", "memory", memoryMiB) { $0.map { "\($0)" }.joined(separator: ", ") + " MiB" },
      row("peakBandwidth", "bandwidth, peak", peakBandwidth) { "\($0) MB/s" },
      row("measuredBandwidth", "bandwidth, measured", measuredBandwidth) { "\($0) MB/s" },
      row("vlen", "VLEN", vlen) { "\($0) bits" },
      row("emulatedCPU", "emulated as", emulatedCPU) { $0 },
    ]
    return rows.compactMap { $0 } + cacheRows + rest.compactMap { $0 }
  }

  private var cacheRows: [Row] {
    caches.enumerated().map { index, cache in
      Row(
        key: "caches.\(index)", name: "\(cache.level.rawValue) cache",
        value: "\(cache.KiB) KiB" + (cache.sharedBy == 1 ? " per core" : " for \(cache.sharedBy)"),
        confidence: cache.confidence, source: cache.source)
    }
  }

  private func row<Value>(
    _ key: String, _ name: String, _ figure: SourcedFigure<Value>?, _ text: (Value) -> String
  ) -> Row? {
    guard let figure else { return nil }
    return Row(
      key: key, name: name, value: text(figure.value), confidence: figure.confidence,
      source: figure.source, note: figure.note)
  }
}
