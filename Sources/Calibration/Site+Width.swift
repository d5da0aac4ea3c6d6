package import FloatReference
package import Model

extension Site {
  /// Numbers at a position of the site in `model`; nil where the model has no such site.
  package func width(in model: Model) -> Int? {
    switch self {
    case .value(let id):
      return model.values.indices.contains(id.index) ? model.values[id.index].width : nil
    case .mixer(let layer, let site), .backward(let layer, let site):
      for case .mixer(let mixer) in model.body where mixer.layer == layer {
        let branch = if case .backward = self { mixer.backward } else { mixer.forward }
        guard let branch else { return nil }
        switch site {
        case .dtLow: return branch.timeStepRank
        case .b, .c: return branch.states
        case .state: return branch.states * mixer.channels
        default: return mixer.channels
        }
      }
      return nil
    }
  }
}
