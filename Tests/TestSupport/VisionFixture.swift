/// A tiny random Vision Mamba checkpoint under the names and settings of hustvl/Vim, which a test
/// can bend.
///
/// Images of 7 x 7 pixels and 2 channels, patches of 3 x 3 every 2 pixels: 9 of them.
package struct VisionFixture {
  /// Where class tokens stand among the patches.
  package enum ClassTokens: CaseIterable, Sendable {
    case none, first, middle, both
  }

  package struct Tensor: Sendable {
    package var name: String
    package var shape: [Int]
    package var values: [Float]
  }

  package static let (side, patch, stride, channels) = (7, 3, 2, 2)
  package static let (width, inner, states, rank, kernel) = (6, 10, 3, 2, 4)
  package static let (layers, classes) = (2, 5)
  package static let (mean, deviation) = ([Float(0.25), 0.5], [Float(0.5), 0.25])

  /// JSON texts by key.
  package var settings: [String: String]
  package var tensors: [Tensor] = []
  package let classTokens: ClassTokens
  package let isLayerNorm: Bool
  private var random: SeededRandom

  /// - Parameter isLayerNorm: Norms subtract the mean and have a bias.
  package init(
    classTokens: ClassTokens = .middle, isLayerNorm: Bool = false, hasPositions: Bool = true,
    name: String = #function
  ) {
    self.classTokens = classTokens
    self.isLayerNorm = isLayerNorm
    random = SeededRandom(name)
    settings = [
      "model_type": "\"vim\"", "img_size": "7", "patch_size": "3", "stride": "2",
      "channels": "2", "embed_dim": "6", "depth": "2", "num_classes": "5", "d_state": "3",
      "bimamba_type": "\"v2\"", "norm_epsilon": "1e-4", "rms_norm": "\(!isLayerNorm)",
      "if_cls_token": "\(classTokens != .none)",
      "use_middle_cls_token": "\(classTokens == .middle)",
      "use_double_cls_token": "\(classTokens == .both)",
      "if_abs_pos_embed": "\(hasPositions)", "image_mean": "[0.25, 0.5]",
      "image_std": "[0.5, 0.25]",
    ]
    let width = Self.width
    add("patch_embed.proj.weight", [width, Self.channels, Self.patch, Self.patch])
    add("patch_embed.proj.bias", [width])
    for name in classTokenNames { add(name, [1, 1, width]) }
    if hasPositions { add("pos_embed", [1, 9 + classTokenNames.count, width]) }
    for layer in 0..<Self.layers {
      addNorm("layers.\(layer).norm")
      addMixer("layers.\(layer).mixer.")
    }
    addNorm("norm_f")
    add("head.weight", [Self.classes, width])
    add("head.bias", [Self.classes])
  }

  private var classTokenNames: [String] {
    switch classTokens {
    case .none: []
    case .first, .middle: ["cls_token"]
    case .both: ["cls_token_head", "cls_token_tail"]
    }
  }

  package mutating func add(
    _ name: String, _ shape: [Int], in range: ClosedRange<Float> = -0.5...0.5
  ) {
    let values = random.floats(shape.reduce(1, *), in: range)
    tensors.append(Tensor(name: name, shape: shape, values: values))
  }

  package mutating func remove(_ name: String) {
    tensors.removeAll { $0.name == name }
  }

  /// Puts a tensor of another shape in the place of `name`.
  package mutating func reshape(_ name: String, _ shape: [Int]) {
    remove(name)
    add(name, shape)
  }

  /// The values of a tensor; nil where there is none.
  package subscript(name: String) -> [Float]? { tensors.first { $0.name == name }?.values }

  private mutating func addNorm(_ name: String) {
    add(name + ".weight", [Self.width], in: 0.5...1.5)
    if isLayerNorm { add(name + ".bias", [Self.width]) }
  }

  private mutating func addMixer(_ prefix: String) {
    let (e, n, r) = (Self.inner, Self.states, Self.rank)
    add(prefix + "in_proj.weight", [2 * e, Self.width])
    for suffix in ["", "_b"] {
      add(prefix + "conv1d\(suffix).weight", [e, 1, Self.kernel])
      add(prefix + "conv1d\(suffix).bias", [e])
      add(prefix + "x_proj\(suffix).weight", [r + 2 * n, e])
      add(prefix + "dt_proj\(suffix).weight", [e, r])
      add(prefix + "dt_proj\(suffix).bias", [e], in: -4...0)
      add(prefix + "A\(suffix)_log", [e, n], in: -1...2)
      add(prefix + "D\(suffix)", [e])
    }
    add(prefix + "out_proj.weight", [Self.width, e])
  }

  /// Images of random bytes, in the order that the checkpoint states.
  package func images(_ count: Int) -> [[UInt8]] {
    var random = SeededRandom("images")
    return (0..<count).map { _ in
      random.integers(Self.side * Self.side * Self.channels, in: 0...255)
    }
  }

  // MARK: Files

  package var config: String {
    let members = settings.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{" + members.joined(separator: ", ") + "}"
  }

  package var weights: SafetensorsFixture {
    var file = SafetensorsFixture()
    for tensor in tensors { file.add(tensor.name, shape: tensor.shape, floats: tensor.values) }
    return file
  }

  /// Writes `config.json` and `model.safetensors`.
  package func write(to directory: String) throws {
    try writeFile(config, to: directory + "/config.json")
    try writeFile(weights.bytes, to: directory + "/model.safetensors")
  }

  /// Writes images with labels as a data file.
  package func writeImages(_ images: [[UInt8]], to path: String) throws {
    var file = SafetensorsFixture()
    let shape = [images.count, Self.side, Self.side, Self.channels]
    file.add("inputs", type: "U8", shape: shape, bytes: Array(images.joined()))
    let labels = images.indices.map { Int32($0 % Self.classes) }
    file.add("labels", shape: [images.count], int32: labels)
    try writeFile(file.bytes, to: path)
  }
}
