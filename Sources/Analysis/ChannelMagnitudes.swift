package import Calibration
import FloatReference
package import Model
import Quantization

/// The largest magnitude of each channel at the inputs of the matrices, before and after the
/// transforms of a method.
package struct ChannelMagnitudes: Hashable, Sendable, Encodable {
  package struct Row: Hashable, Sendable, Encodable {
    package var layer: Int
    package var site: OutlierSite
    /// Of the original model, [channels].
    package var before: [Float]
    /// Of the transformed model, [channels].
    package var after: [Float]
  }

  /// Layer after layer, sites in the order of ``sites``.
  package var rows: [Row]

  /// The inputs of matrices: what transforms work on.
  package static let sites: [OutlierSite] = [.inProj, .xProj, .dtProj, .outProj]

  /// - Parameters:
  ///   - statistics: Calibration of `model` and of `transformed`, on the same data.
  package init(
    of model: Model, _ statistics: Statistics, transformed: Model,
    _ transformedStatistics: Statistics
  ) {
    rows = []
    for case (.mixer(let before), .mixer(let after)) in zip(model.mixers, transformed.mixers) {
      for site in Self.sites {
        guard let old = site.site(in: before).flatMap({ statistics.sites[$0] }),
          let new = site.site(in: after).flatMap({ transformedStatistics.sites[$0] })
        else { continue }
        rows.append(
          Row(
            layer: before.layer, site: site, before: old.channelMaximum,
            after: new.channelMaximum))
      }
    }
  }
}

extension Model {
  /// Its mixers in order, for transforms may add or remove other operations.
  fileprivate var mixers: [Operation] {
    body.filter { if case .mixer = $0 { true } else { false } }
  }
}
