import FloatReference
import Model

extension Site {
  /// Name of the site in files: `value 3`, `layer 0 gated`.
  var key: String {
    switch self {
    case .value(let id): "value \(id.index)"
    case .mixer(let layer, let site): "layer \(layer) \(site.rawValue)"
    case .backward(let layer, let site): "backward \(layer) \(site.rawValue)"
    }
  }

  /// Nil where `key` is not what ``key`` writes.
  init?(key: Substring) {
    let words = key.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1, let index = Int(words[1]), index >= 0 else { return nil }
    switch (words[0], words.count) {
    case ("value", 2): self = .value(ValueID(index))
    case ("layer", 3):
      guard let site = MixerSite(rawValue: String(words[2])) else { return nil }
      self = .mixer(layer: index, site)
    case ("backward", 3):
      guard let site = MixerSite(rawValue: String(words[2])) else { return nil }
      self = .backward(layer: index, site)
    default: return nil
    }
    // One spelling for each site.
    guard self.key == key else { return nil }
  }
}
