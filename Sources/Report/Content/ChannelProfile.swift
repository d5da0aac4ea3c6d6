import Calibration
import FloatReference
package import Model
import Program
import Quantization

/// The largest magnitude of each channel of an activation that is quantized as a whole: before
/// the transforms of the method and after them.
package struct ChannelProfile: Hashable, Sendable, Encodable {
  /// What reads the activation: `in_proj`, `x_proj`, ...
  package var reader: String
  /// Zero-based layer, or nil outside the layers.
  package var layer: Int?
  /// [width], in the float model as it was trained.
  package var before: [Float]
  /// [width], after the transforms; nil where the method has none.
  package var after: [Float]?

  /// The activations that the matrices of `model` read, reader by reader, layers in order.
  ///
  /// - Parameters:
  ///   - method: That of the graph; one that this tool does not know has no transforms.
  ///   - progress: Called with what is going on, and how much of it is done of all.
  package static func all(
    of model: Model, on data: DataSet, method: String,
    progress: @escaping @Sendable (String, Int, Int) -> Void
  ) throws -> [ChannelProfile] {
    var options = QuantizationOptions()
    options.method = QuantizationOptions.Method(rawValue: method) ?? .rtn
    let transformed = try Quantizer.transform(
      model, calibration: data, options: options,
      progress: { progress("transforming", $0, $1) })
    let report: (Int, Int) -> Void = { progress("measuring channels", $0, $1) }
    let before = try Calibrator.run(model, on: data, progress: report)
    let after =
      transformed == model ? nil : try Calibrator.run(transformed, on: data, progress: report)
    let places = zip(model.activations, transformed.activations).sorted {
      ($0.0.order, $0.0.layer ?? 0) < ($1.0.order, $1.0.layer ?? 0)
    }
    return places.compactMap { old, new in
      guard let values = before.sites[old.site]?.channelMaximum else { return nil }
      return ChannelProfile(
        reader: old.reader, layer: old.layer, before: values,
        after: after?.sites[new.site]?.channelMaximum)
    }
  }
}

/// An activation that a matrix reads.
private struct Activation {
  /// Place of the reader among those of a layer.
  var order: Int
  var reader: String
  var layer: Int?
  var site: Site
}

extension Model {
  /// Of all mixers, and of the matrices outside them.
  fileprivate var activations: [Activation] {
    (body + readout).flatMap { operation -> [Activation] in
      switch operation {
      case .mixer(let mixer): mixer.activations
      case .linear(let linear):
        [
          Activation(
            order: 9, reader: linear.weight.origin.module, layer: linear.weight.origin.layer,
            site: .value(linear.input))
        ]
      case .embed, .rmsNorm, .add, .meanPool: []
      }
    }
  }
}

extension Mixer {
  fileprivate var activations: [Activation] {
    let sites: [(String, Site)] = [
      ("in_proj", .value(input)),
      ("conv1d", .mixer(layer: layer, .convolutionInput)),
      ("x_proj", .mixer(layer: layer, xScale == nil ? .x : .xSmoothed)),
      ("dt_proj", .mixer(layer: layer, .dtLow)),
      ("out_proj", .mixer(layer: layer, rotation == nil ? .gated : .rotated)),
    ]
    return sites.enumerated().map { order, site in
      Activation(order: order, reader: site.0, layer: layer, site: site.1)
    }
  }
}
