import Calibration
package import FloatReference
package import Model
import Program

/// Matrices `in_proj` and `out_proj` in 4 bits: of all mixers, or of some.
package struct FourBitWeights: Sendable {
  private var matrices: [FourBitMatrix: GroupQuantization] = [:]

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

  /// In the order of layers, `in_proj` first.
  package var all: [FourBitMatrix] { matrices.keys.sorted() }

  /// Nil where the matrix has 8 bits. `in_proj` is the x half, then the z half,
  /// [2 * channels, width]; `out_proj` is [width, channels].
  subscript(matrix: FourBitMatrix) -> GroupQuantization? { matrices[matrix] }

  /// These matrices in 4 bits and all others in 8.
  package func keeping(_ kept: Set<FourBitMatrix>) -> FourBitWeights {
    var result = self
    result.matrices = matrices.filter { kept.contains($0.key) }
    return result
  }

  /// Bytes that 4 bits save in a matrix: half of its weights, less the scales of groups.
  package func bytesSaved(in matrix: FourBitMatrix) -> Int {
    guard let weight = matrices[matrix] else { return 0 }
    let rows = weight.scales.count
    let columns = weight.values.count / max(1, rows)
    return weight.values.count - rows * PackedNibbles.bytes(columns: columns)
      - weight.groupScales.count
  }

  /// The model with one matrix as its 4 bits stand for.
  package func rounding(_ matrix: FourBitMatrix, in model: Model) -> Model {
    guard let values = matrices[matrix]?.floats else { return model }
    var model = model
    model.changeMixers { mixer in
      guard mixer.layer == matrix.layer else { return }
      switch matrix.role {
      case .inProj: mixer.inProj.tensor.values = values
      case .outProj: mixer.outProj.tensor.values = values
      }
    }
    return model
  }

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
      matrices[FourBitMatrix(mixer.layer, .inProj)] = try quantize(
        mixer.inProj, bias: mixer.inProjBias, input: mixer.inProjInput)
      matrices[FourBitMatrix(mixer.layer, .outProj)] = try quantize(
        mixer.outProj, bias: mixer.outProjBias, input: mixer.outProjInput)
    }
  }
}

extension Mixer {
  /// What `in_proj` reads.
  var inProjInput: Site { .value(input) }
  /// What `out_proj` reads.
  package var outProjInput: Site {
    if rotation != nil { return .mixer(layer: layer, .rotated) }
    return .mixer(layer: layer, heads == nil ? .gated : .normalized)
  }
}
