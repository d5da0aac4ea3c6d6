package import FloatReference
package import Model

extension Site {
  /// Numbers at a position of the site in `model`; nil where the model has no such site.
  package func width(in model: Model) -> Int? {
    switch self {
    case .value(let id):
      model.values.indices.contains(id.index) ? model.values[id.index].width : nil
    case .mixer(let layer, let site):
      model.mixer(of: layer)?.width(of: site, .forward)
    case .backward(let layer, let site):
      model.mixer(of: layer)?.width(of: site, .backward)
    }
  }
}

extension Model {
  fileprivate func mixer(of layer: Int) -> Mixer? {
    for case .mixer(let mixer) in body where mixer.layer == layer { return mixer }
    return nil
  }
}

extension Mixer {
  fileprivate func width(of site: MixerSite, _ direction: Direction) -> Int? {
    if let branch = branch(direction) {
      switch site {
      case .dtLow: branch.timeStepRank
      case .b, .c: branch.states
      case .state: branch.states * channels
      case .normalized: nil
      default: channels
      }
    } else if let heads, direction == .forward {
      switch site {
      case .convolutionInput, .convolutionOutput: convolutionRows.count
      case .b, .c: heads.groupStates
      case .dtPreactivation, .dt: heads.heads
      case .state: heads.states * channels
      case .xSmoothed, .dtLow: nil
      default: channels
      }
    } else {
      nil
    }
  }
}
