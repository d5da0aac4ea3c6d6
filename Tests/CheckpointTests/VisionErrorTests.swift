import Checkpoint
import Foundation
import TestSupport
import Testing

/// A way to spoil a checkpoint of Vision Mamba and the message that it must lead to; `DIR` stands
/// for the directory.
struct SpoiledVision: CustomTestStringConvertible {
  var testDescription: String
  var fixture: VisionFixture
  var message: String

  init(
    _ description: String, _ message: String, _ fixture: VisionFixture = VisionFixture(),
    _ spoil: (inout VisionFixture) -> Void
  ) {
    testDescription = description
    self.message = message
    self.fixture = fixture
    spoil(&self.fixture)
  }

  /// One setting changed, `problem` is said of it.
  init(setting key: String, _ value: String?, _ problem: String) {
    self.init("\(key): \(value ?? "absent")", "'DIR/config.json': '\(key)' \(problem)") {
      $0.settings[key] = value
    }
  }

  /// A tensor in another shape.
  init(shape: [Int], of tensor: String, _ expected: String, _ fixture: VisionFixture = .init()) {
    self.init(
      "shape of \(tensor)", "tensor '\(tensor)' has shape \(shape), expected \(expected)", fixture
    ) { $0.reshape(tensor, shape) }
  }
}

@Suite struct VisionErrorTests {
  static let settings = [
    SpoiledVision(setting: "img_size", nil, "is missing"),
    SpoiledVision(setting: "img_size", "0", "is 0, expected an integer in 1...16384"),
    SpoiledVision(setting: "img_size", "[7, 7]", "is [7, 7], expected an integer in 1...16384"),
    SpoiledVision(
      setting: "img_size", "99999999999999999999", "is 1e+20, expected an integer in 1...16384"),
    SpoiledVision(setting: "patch_size", "8", "is 8, expected an integer in 1...7"),
    SpoiledVision(setting: "stride", "0", "is 0, expected an integer in 1...7"),
    SpoiledVision(setting: "channels", "1025", "is 1025, expected an integer in 1...1024"),
    SpoiledVision(setting: "embed_dim", nil, "is missing"),
    SpoiledVision(setting: "embed_dim", "65537", "is 65537, expected an integer in 1...65536"),
    SpoiledVision(setting: "depth", "-1", "is -1, expected an integer in 1...1024"),
    SpoiledVision(setting: "num_classes", nil, "is missing"),
    SpoiledVision(setting: "norm_epsilon", "0", "is 0, expected a number in 1e-12...0.1"),
    SpoiledVision(setting: "if_cls_token", "1", "is 1, expected true or false"),
    SpoiledVision(
      setting: "final_pool_type", "\"max\"", "is 'max', expected 'none' or 'mean'"),
    SpoiledVision(setting: "image_layout", "\"whc\"", "is 'whc', expected 'hwc' or 'chw'"),
    SpoiledVision(
      setting: "image_mean", nil, "is missing"),
    SpoiledVision(
      setting: "image_mean", "[0.5]", "is [0.5], expected an array of 2 numbers"),
    SpoiledVision(
      setting: "image_std", "[0.5, 0]", "is [0.5, 0], expected an array of 2 positive numbers"),
    SpoiledVision(
      setting: "image_std", "[0.5, 1e-60]",
      "is [0.5, 1e-60], expected an array of 2 positive numbers"),
    SpoiledVision(
      setting: "d_state", "4",
      "is 4, but tensor 'layers.0.mixer.A_log' of shape [10, 3] means 3; "
        + "correct the one that is wrong"),
    SpoiledVision(
      "more positions than any model has",
      "'DIR/config.json': 'stride' is 1, expected a stride that makes at most 65536 positions"
    ) {
      $0.settings.merge(["img_size": "16384", "stride": "1"]) { $1 }
    },
    SpoiledVision(
      "a position table beyond memory",
      "'DIR/config.json': 'embed_dim' is 65536, expected at most 67108864 values "
        + "for all 65026 positions"
    ) {
      $0.settings.merge(["img_size": "257", "stride": "1", "embed_dim": "65536"]) { $1 }
    },
  ]

  static let variants = [
    ("bimamba_type", "\"v1\"", "'v1', and only 'v2' is"),
    ("bimamba_type", "\"none\"", "'none', and only 'v2' is"),
    ("if_bidirectional", "true", "true, and only false is"),
    ("if_rope", "true", "true, and only false is"),
    ("if_rope_residual", "true", "true, and only false is"),
    ("init_layer_scale", "0.1", "a number, and only no value is"),
  ].map { key, value, text in
    SpoiledVision("\(key): \(value)", "'DIR/config.json': '\(key)' is \(text) supported") {
      $0.settings[key] = value
    }
  }

  static let tensors = [
    SpoiledVision(
      shape: [6, 2, 3, 2], of: "patch_embed.proj.weight",
      "[6, 2, 3, 3] = [embed_dim, channels, patch_size, patch_size]"),
    SpoiledVision(
      shape: [6, 18], of: "patch_embed.proj.weight",
      "[6, 2, 3, 3] = [embed_dim, channels, patch_size, patch_size]"),
    SpoiledVision(shape: [7], of: "patch_embed.proj.bias", "[6] = [embed_dim]"),
    SpoiledVision(shape: [6], of: "cls_token", "[1, 1, 6] = [1, 1, embed_dim]"),
    SpoiledVision(
      shape: [1, 9, 6], of: "pos_embed",
      "[1, 10, 6] = [1, patches + class tokens, embed_dim]"),
    SpoiledVision(
      shape: [5], of: "layers.1.norm.bias", "[6] = [embed_dim]",
      VisionFixture(isLayerNorm: true)),
    SpoiledVision(shape: [], of: "norm_f.bias", "[6] = [embed_dim]"),
    SpoiledVision(
      shape: [10, 2], of: "layers.1.mixer.A_b_log", "[10, 3] = [intermediate_size, state_size]"),
    SpoiledVision(
      shape: [10, 1, 3], of: "layers.0.mixer.conv1d_b.weight",
      "[10, 1, 4] = [intermediate_size, 1, conv_kernel]"),
    SpoiledVision(shape: [4, 6], of: "head.weight", "[5, 6] = [num_classes, embed_dim]"),
    SpoiledVision(shape: [6], of: "head.bias", "[5] = [num_classes]"),
    SpoiledVision("no class token", "the weights in 'DIR' have no tensor 'cls_token'") {
      $0.remove("cls_token")
    },
    SpoiledVision(
      "one class token of two", "the weights in 'DIR' have no tensor 'cls_token_head'",
      VisionFixture(hasPositions: false)
    ) { $0.settings["use_double_cls_token"] = "true" },
    SpoiledVision("no positions", "the weights in 'DIR' have no tensor 'pos_embed'") {
      $0.remove("pos_embed")
    },
    SpoiledVision(
      "no backward scan", "the weights in 'DIR' have no tensor 'layers.1.mixer.A_b_log'"
    ) { $0.remove("layers.1.mixer.A_b_log") },
    SpoiledVision("no head", "the weights in 'DIR' have no tensor 'head.weight'") {
      $0.remove("head.weight")
    },
    SpoiledVision(
      "a layer that the settings do not have",
      "'DIR' has tensors that this kind of model does not use (1): layers.2.norm.weight"
    ) { $0.add("layers.2.norm.weight", [6]) },
    SpoiledVision(
      "a position table that the settings do not have",
      "'DIR' has tensors that this kind of model does not use (1): pos_embed"
    ) { $0.settings["if_abs_pos_embed"] = "false" },
    SpoiledVision(
      "NaN", "tensor 'pos_embed' holds nan at [0, 1, 2]; weights must be finite"
    ) { fixture in
      guard let index = fixture.tensors.firstIndex(where: { $0.name == "pos_embed" }) else {
        return
      }
      fixture.tensors[index].values[8] = .nan
    },
    SpoiledVision(
      "infinity in the bias of a norm",
      "tensor 'norm_f.bias' holds -inf at [5]; weights must be finite",
      VisionFixture(isLayerNorm: true)
    ) { fixture in
      guard let index = fixture.tensors.firstIndex(where: { $0.name == "norm_f.bias" }) else {
        return
      }
      fixture.tensors[index].values[5] = -.infinity
    },
  ]

  @Test(arguments: settings + variants + tensors)
  func explainsWhatIsWrong(spoiled: SpoiledVision) throws {
    try withTemporaryDirectory { directory in
      try spoiled.fixture.write(to: directory)
      let text = errorText { _ = try Checkpoint.load(directory: directory) }
      #expect(text == spoiled.message.replacingOccurrences(of: "DIR", with: directory))
    }
  }

  /// What is published is a pickle; nothing in it is executed.
  @Test func aPickleNamesItsConversion() throws {
    try withTemporaryDirectory { directory in
      let fixture = VisionFixture()
      try writeFile(fixture.config, to: directory + "/config.json")
      try writeFile([0x80, 2], to: directory + "/vim_t.pth")
      let message = """
        'vim_t.pth' is a Python pickle, which would have to be executed; convert it with
          import torch; from safetensors.torch import save_file
          w = torch.load("vim_t.pth", map_location="cpu", weights_only=True)
          save_file({k: v.clone() for k, v in w.get("model", w).items()}, "model.safetensors")
        """
      for path in [directory, directory + "/vim_t.pth"] {
        #expect(
          errorText { _ = try Checkpoint.load(directory: path) } == "'\(path)': \(message)")
      }
    }
  }
}
