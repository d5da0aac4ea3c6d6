import Calibration
import FloatReference
import Model

/// `in_proj` and `out_proj` of all mixers in 4 bits.
struct FourBitWeights {
  struct Layer {
    /// x half, then z half: [2 * channels, width].
    var inProj: GroupQuantization
    /// [width, channels]
    var outProj: GroupQuantization
  }

  /// What the matrices of all mixers read, in the order of evaluation, without repetition.
  static func inputs(of model: Model) -> [Site] {
    var sites: [Site] = []
    for mixer in model.mixers {
      for site in [mixer.inProjInput, mixer.outProjInput] where !sites.contains(site) {
        sites.append(site)
      }
    }
    return sites
  }

  private var layers: [Int: Layer] = [:]

  subscript(layer: Int) -> Layer? { layers[layer] }

  /// - Parameters:
  ///   - measurements: Ranges, and the second moment of each of ``inputs(of:)``.
  ///   - groupSize: Columns of a group.
  init(
    _ model: Model, measurements: Measurements, groupSize: Int
  ) throws(QuantizationError) {
    func quantize(
      _ weight: Parameter, bias: Parameter?, input: Site
    ) throws(QuantizationError) -> GroupQuantization {
      guard let moment = measurements.moments[[input]], let seen = measurements.sites[input]
      else { throw .missingStatistics(site: input.name(in: model)) }
      return GroupQuantization(
        weight.tensor.values, rows: weight.tensor.shape[0], size: groupSize,
        compensation: ErrorCompensation(moment: moment.matrix, width: moment.width),
        minimumScales: bias.map {
          QuantizedLinear.minimumScales($0.tensor.values, inputScale: ActivationScale.int8(seen))
        })
    }
    for mixer in model.mixers {
      layers[mixer.layer] = Layer(
        inProj: try quantize(mixer.inProj, bias: mixer.inProjBias, input: mixer.inProjInput),
        outProj: try quantize(mixer.outProj, bias: mixer.outProjBias, input: mixer.outProjInput))
    }
  }
}

extension Mixer {
  /// What `in_proj` reads.
  var inProjInput: Site { .value(input) }
  /// What `out_proj` reads.
  var outProjInput: Site { .mixer(layer: layer, rotation == nil ? .gated : .rotated) }
}
