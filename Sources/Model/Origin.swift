/// Where a constant or an operation comes from; feeds comments, errors and traces.
package struct Origin: Hashable, Sendable, Codable {
  /// Zero-based layer, or nil outside the layers.
  package var layer: Int?
  /// Part of the model in the field's terms, e.g. `mixer.in_proj`.
  package var module: String
  /// Tensor in the checkpoint, e.g. `backbone.layers.3.mixer.in_proj.weight`.
  package var checkpointName: String

  package init(layer: Int?, module: String, checkpointName: String) {
    self.layer = layer
    self.module = module
    self.checkpointName = checkpointName
  }
}
