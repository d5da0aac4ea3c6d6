import FloatReference

/// Several interventions as one, each site changed by all in turn.
struct CombinedInterventions<Part: Intervention>: Intervention {
  private let parts: [Part]

  init(_ parts: [Part]) {
    self.parts = parts
  }

  func changes(_ site: Site) -> Bool { parts.contains { $0.changes(site) } }

  func change(_ site: Site, values: UnsafeMutableBufferPointer<Float>, width: Int) {
    for part in parts where part.changes(site) { part.change(site, values: values, width: width) }
  }
}
