import TestSupport

import func Foundation.exp
import func Foundation.log1p

/// Vision Mamba in double precision, straight from the tensors of a checkpoint and the published
/// forward pass (hustvl/Vim, `models_mamba.py`), without any of the importer's rewriting.
struct NaiveVision {
  let fixture: VisionFixture
  /// Mean over all positions rather than the last, where there is no class token.
  var hasMeanPool = false
  /// The sum of both directions is halved.
  var dividesOutput = false

  private typealias Rows = [[Double]]

  func logits(_ pixels: [UInt8]) -> [Double] {
    let patches = embed(pixels)
    var (stream, classRows) = withClassTokens(patches)
    if let table = fixture["pos_embed"] {
      stream = stream.enumerated().map { add($1, row($0, of: table, VisionFixture.width)) }
    }
    for layer in 0..<VisionFixture.layers {
      let mixed = mix(norm(stream, "layers.\(layer).norm"), "layers.\(layer).mixer.")
      stream = zip(stream, mixed).map(add)
    }
    let normalized = norm(stream, "norm_f")
    if classRows.isEmpty {
      classRows = hasMeanPool ? Array(normalized.indices) : [normalized.count - 1]
    }
    let sum = classRows.map { normalized[$0] }
      .reduce(Array(repeating: 0, count: VisionFixture.width), add)
    return product("head", sum.map { $0 / Double(classRows.count) })
  }

  /// The strided convolution, one patch after the other.
  private func embed(_ pixels: [UInt8]) -> Rows {
    let (side, size, channels) = (VisionFixture.side, VisionFixture.patch, VisionFixture.channels)
    let starts = Array(stride(from: 0, through: side - size, by: VisionFixture.stride))
    return starts.flatMap { top in
      starts.map { left in
        var patch: [Double] = []
        for channel in 0..<channels {
          for y in top..<top + size {
            for x in left..<left + size {
              let pixel = Double(pixels[(y * side + x) * channels + channel]) / 255
              let mean = Double(VisionFixture.mean[channel])
              patch.append((pixel - mean) / Double(VisionFixture.deviation[channel]))
            }
          }
        }
        return product("patch_embed.proj", patch)
      }
    }
  }

  private func withClassTokens(_ patches: Rows) -> (Rows, classRows: [Int]) {
    func token(_ name: String) -> Rows { [(fixture[name] ?? []).map(Double.init)] }
    let middle = patches.count / 2
    return switch fixture.classTokens {
    case .none: (patches, [])
    case .first: (token("cls_token") + patches, [0])
    case .middle: (patches[..<middle] + token("cls_token") + patches[middle...], [middle])
    case .both:
      (token("cls_token_head") + patches + token("cls_token_tail"), [0, patches.count + 1])
    }
  }

  private func norm(_ rows: Rows, _ name: String) -> Rows {
    let (weight, bias) = (fixture[name + ".weight"] ?? [], fixture[name + ".bias"])
    return rows.map { row in
      let count = Double(row.count)
      let mean = fixture.isLayerNorm ? row.reduce(0, +) / count : 0
      let centred = row.map { $0 - mean }
      let square = centred.reduce(0) { $0 + $1 * $1 } / count
      return centred.indices.map {
        centred[$0] / (square + 1e-4).squareRoot() * Double(weight[$0]) + Double(bias?[$0] ?? 0)
      }
    }
  }

  private func mix(_ rows: Rows, _ prefix: String) -> Rows {
    let e = VisionFixture.inner
    let xz = rows.map { product(prefix + "in_proj", $0) }
    let x = xz.map { Array($0[..<e]) }
    let forward = scan(x, prefix, "")
    let backward = Rows(scan(x.reversed(), prefix, "_b").reversed())
    return rows.indices.map { position in
      let gated = (0..<e).map {
        (forward[position][$0] + backward[position][$0]) * silu(xz[position][e + $0])
      }
      return product(prefix + "out_proj", gated).map { dividesOutput ? $0 / 2 : $0 }
    }
  }

  /// Convolution and selective scan of one direction, in the order of `rows`.
  private func scan(_ rows: Rows, _ prefix: String, _ suffix: String) -> Rows {
    let (e, n, r, k) = (
      VisionFixture.inner, VisionFixture.states, VisionFixture.rank, VisionFixture.kernel
    )
    let taps = fixture["\(prefix)conv1d\(suffix).weight"] ?? []
    let bias = fixture["\(prefix)conv1d\(suffix).bias"] ?? []
    let aLog = fixture["\(prefix)A\(suffix)_log"] ?? []
    let d = fixture["\(prefix)D\(suffix)"] ?? []
    var h = Array(repeating: 0.0, count: e * n)
    return rows.indices.map { position in
      let x = (0..<e).map { channel in
        var sum = Double(bias[channel])
        for tap in 0..<k where position + tap >= k - 1 {
          sum += Double(taps[channel * k + tap]) * rows[position + tap - k + 1][channel]
        }
        return silu(sum)
      }
      let projected = product("\(prefix)x_proj\(suffix)", x)
      let dt = product("\(prefix)dt_proj\(suffix)", Array(projected[..<r])).map { log1p(exp($0)) }
      return (0..<e).map { channel in
        var y = Double(d[channel]) * x[channel]
        for state in 0..<n {
          let i = channel * n + state
          h[i] =
            exp(-dt[channel] * exp(Double(aLog[i]))) * h[i]
            + dt[channel] * projected[r + state] * x[channel]
          y += h[i] * projected[r + n + state]
        }
        return y
      }
    }
  }

  // MARK: Arithmetic

  private func silu(_ x: Double) -> Double { x / (1 + exp(-x)) }

  private func add(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 + $1 } }

  private func row(_ index: Int, of values: [Float], _ width: Int) -> [Double] {
    values[index * width..<(index + 1) * width].map(Double.init)
  }

  /// `weight * x`, and the bias if the checkpoint has one.
  private func product(_ module: String, _ x: [Double]) -> [Double] {
    let weight = fixture[module + ".weight"] ?? []
    let bias = fixture[module + ".bias"]
    return (0..<weight.count / x.count).map { index in
      zip(row(index, of: weight, x.count), x).reduce(Double(bias?[index] ?? 0)) {
        $0 + $1.0 * $1.1
      }
    }
  }
}
