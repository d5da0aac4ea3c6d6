/// A tensor of the checkpoint together with its origin.
package struct Parameter: Hashable, Sendable {
  package var tensor: Tensor
  package var origin: Origin

  package init(tensor: Tensor, origin: Origin) {
    self.tensor = tensor
    self.origin = origin
  }
}
