import Model
import TensorFile

/// The settings of a Vision Mamba, under the names of hustvl/Vim's constructor.
struct VisionSettings {
  let imageSize: Int
  let patch: Int
  let stride: Int
  let channels: Int
  let width: Int
  let layers: Int
  let classes: Int
  let labels: [String]
  let epsilon: Double
  let isRMSNorm: Bool
  let dividesOutput: Bool
  let hasPositions: Bool
  private let classTokens: ClassTokens
  private let pool: String
  private let mean: [Float]
  private let deviation: [Float]
  private let layout: ImageLayout

  /// Where the class tokens stand.
  private enum ClassTokens {
    case none, first, middle, both
  }

  init(_ configuration: Configuration) throws(CheckpointError) {
    try Self.refuseVariants(configuration)
    let sides = 1...Model.largestImageSide
    imageSize = try configuration.required(["img_size"], in: sides).value
    patch = try configuration.required(["patch_size"], in: 1...imageSize).value
    stride = try configuration.integer(["stride"], in: 1...imageSize)?.value ?? patch
    channels =
      try configuration.integer(["channels", "in_chans"], in: 1...Model.largestImageChannels)?
      .value ?? 3
    width = try configuration.required(["embed_dim"], in: 1...SizeLimit.width).value
    layers = try configuration.required(["depth"], in: 1...SizeLimit.layers).value
    classes = try configuration.required(["num_classes"], in: 1...SizeLimit.classes).value
    labels = try configuration.texts("labels", count: classes)
    epsilon = try configuration.epsilon(["norm_epsilon"])
    isRMSNorm = try Self.flag("rms_norm", configuration)
    let divides = try Self.flag("if_divide_out", configuration)
    // The constructor of the first releases spells it so.
    let devides = try Self.flag("if_devide_out", configuration)
    dividesOutput = divides || devides
    hasPositions = try Self.flag("if_abs_pos_embed", configuration)
    if try !Self.flag("if_cls_token", configuration) {
      classTokens = .none
    } else if try Self.flag("use_double_cls_token", configuration) {
      classTokens = .both
    } else {
      classTokens = try Self.flag("use_middle_cls_token", configuration) ? .middle : .first
    }
    pool = try configuration.choice("final_pool_type", of: ["none", "mean"])
    // As the training code of Vim has it for ImageNet.
    let isColour = channels == 3
    mean = try configuration.floats(
      "image_mean", count: channels, standard: isColour ? [0.485, 0.456, 0.406] : nil,
      isPositive: false)
    deviation = try configuration.floats(
      "image_std", count: channels, standard: isColour ? [0.229, 0.224, 0.225] : nil,
      isPositive: true)
    let layouts = ImageLayout.allCases.map(\.rawValue)
    let named = try configuration.choice("image_layout", of: layouts)
    layout = ImageLayout(rawValue: named) ?? .heightWidthChannels
  }

  /// A setting that is false unless given.
  private static func flag(
    _ key: String, _ configuration: Configuration
  ) throws(CheckpointError) -> Bool {
    try configuration.bool([key])?.value ?? false
  }

  var patchCount: Int { channels * patch * patch }

  /// Tensors of the class tokens, in the order of their positions.
  var classTokenNames: [String] {
    classTokens == .both ? ["cls_token_head", "cls_token_tail"] : ["cls_token"]
  }

  func image(value: ValueID) -> ImageInput {
    var image = ImageInput(
      height: imageSize, width: imageSize, channels: channels, patch: patch, stride: stride,
      mean: mean, deviation: deviation, layout: layout, classRows: [], value: value)
    let patches = image.positions
    image.classRows =
      switch classTokens {
      case .none: []
      case .first: [0]
      case .middle: [patches / 2]
      case .both: [0, patches + 1]
      }
    return image
  }

  /// What the head reads: the class tokens, or without any the last position or the mean.
  func pooledRows(of image: ImageInput) -> [Int]? {
    if !image.classRows.isEmpty { return image.classRows }
    return pool == "mean" ? nil : [image.positions - 1]
  }

  /// Settings that change the function and are not read.
  private static func refuseVariants(
    _ configuration: Configuration
  ) throws(CheckpointError) {
    try refuse("bimamba_type", unless: ["'v2'"], configuration)
    for key in ["if_bidirectional", "if_rope", "if_rope_residual"] {
      try refuse(key, unless: ["false"], configuration)
    }
    try refuse("init_layer_scale", unless: [], configuration)
  }

  private static func refuse(
    _ key: String, unless supported: [String], _ configuration: Configuration
  ) throws(CheckpointError) {
    guard let json = configuration[key] else { return }
    let value = json.string.map { "'\($0)'" } ?? json.bool.map { "\($0)" } ?? json.kind
    if !supported.contains(value) {
      throw .unsupported(
        path: configuration.path,
        .vision(
          key: key, value: value,
          supported: supported.isEmpty ? "no value" : supported.joined(separator: " or ")))
    }
  }
}
