/// Observes nothing; activations that only an observer needs are then not kept.
package struct NoObserver: Observer {
  package init() {}
  package mutating func observe(
    _ site: Site, values: UnsafeBufferPointer<Float>, width: Int
  ) {}
}
