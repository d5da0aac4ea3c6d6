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

  private var layers: [Int: Layer] = [:]

  subscript(layer: Int) -> Layer? { layers[layer] }

  /// - Parameters:
  ///   - groupSize: Columns of a group.
  ///   - progress: As ``Calibrator`` reports.
  init(
    _ model: Model, statistics: Statistics, groupSize: Int, data: DataSet,
    progress: ((Int, Int) -> Void)?
  ) throws {
    let mixers = model.body.compactMap { operation -> Mixer? in
      if case .mixer(let mixer) = operation { mixer } else { nil }
    }
    var sites: [Site] = []
    for site in mixers.flatMap({ [$0.inProjInput, $0.outProjInput] }) where !sites.contains(site) {
      sites.append(site)
    }
    let moments = try Calibrator.secondMoments(
      of: sites.map { [$0] }, in: model, on: data, progress: progress)

    func quantize(
      _ weight: Parameter, bias: Parameter?, input: Site
    ) throws(QuantizationError) -> GroupQuantization {
      guard let index = sites.firstIndex(of: input), let moment = moments[index],
        let seen = statistics.sites[input]
      else { throw .missingStatistics(site: input.name(in: model)) }
      return GroupQuantization(
        weight.tensor.values, rows: weight.tensor.shape[0], size: groupSize,
        compensation: ErrorCompensation(moment: moment.matrix, width: moment.width),
        minimumScales: bias.map {
          QuantizedLinear.minimumScales($0.tensor.values, inputScale: ActivationScale.int8(seen))
        })
    }
    for mixer in mixers {
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
