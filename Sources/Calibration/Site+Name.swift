package import FloatReference
package import Model

extension Site {
  /// Name for people, e.g. `layer 3 dtPreactivation` or the name of a value.
  package func name(in model: Model) -> String {
    switch self {
    case .value(let id):
      model.values.indices.contains(id.index) ? model.values[id.index].name : "%\(id.index)"
    case .mixer(let layer, let site):
      "layer \(layer) \(site.rawValue)"
    case .backward(let layer, let site):
      "layer \(layer) backward \(site.rawValue)"
    }
  }
}
