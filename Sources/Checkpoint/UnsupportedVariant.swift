import Foundation
import TensorFile

/// A kind of checkpoint that is recognised but not read.
package enum UnsupportedVariant: Hashable, Sendable, CustomStringConvertible {
  /// Mamba-2 tensors under settings that do not say so.
  case unstatedMamba2
  /// A setting of Mamba-2 that is not read.
  case mamba2(key: String, value: String, supported: String)
  /// Tensors of Vision Mamba under settings that do not say so.
  case unstatedVision
  /// A setting of Vision Mamba that is not read.
  case vision(key: String, value: String, supported: String)
  /// Mamba layers mixed with attention or MLP layers; `evidence` is what shows it.
  case hybrid(evidence: String)
  case layerNorm
  case activation(String)
  case modelType(String)
  /// Weights in the format of a quantization library.
  case quantized(method: String)
  case pickle(file: String)
  case gguf(file: String)

  package var description: String {
    switch self {
    case .unstatedMamba2:
      "this is a Mamba-2 model, but neither 'model_type' says 'mamba2' nor 'ssm_cfg.layer' "
        + "'Mamba2'; give it the config.json that it was published with"
    case .mamba2(let key, let value, let supported):
      "'\(key)' is \(value), and only \(supported) is supported"
    case .unstatedVision:
      "this is a Vision Mamba model, but 'model_type' does not say 'vim'; "
        + "give it a config.json with the sizes of the model"
    case .vision(let key, let value, let supported):
      "'\(key)' is \(value), and only \(supported) is supported"
    case .hybrid(let evidence):
      "this is a hybrid (\(evidence)), and only pure Mamba models are supported; "
        + "use a checkpoint without attention and MLP layers"
    case .layerNorm:
      "the model uses LayerNorm ('rms_norm' is false), and only RMSNorm is supported; "
        + "train or fine-tune it with rms_norm"
    case .activation(let name):
      "the model uses the activation '\(name)', and only 'silu' is supported"
    case .modelType(let type):
      "the model type '\(type)' is not known; "
        + "expected 'mamba', 'mamba2', 'falcon_mamba', 'mamba-classifier' or 'vim'"
    case .quantized(let method):
      "the weights are quantized already ('quantization_config' says \(method)); "
        + "use the original checkpoint, with weights of a floating-point type"
    case .pickle(let file):
      """
      '\(file)' is a Python pickle, which would have to be executed; convert it with
        import torch; from safetensors.torch import save_file
        w = torch.load("\(file)", map_location="cpu", weights_only=True)
        save_file({k: v.clone() for k, v in w.get("model", w).items()}, "model.safetensors")
      """
    case .gguf(let file):
      "'\(file)' is a GGUF file, whose weights are mostly quantized already; "
        + "use the original checkpoint with config.json and model.safetensors"
    }
  }

  /// Recognises a weight file of another format by its name.
  init?(fileName path: String) {
    let file = URL(fileURLWithPath: path).lastPathComponent
    switch URL(fileURLWithPath: path).pathExtension {
    case "gguf": self = .gguf(file: file)
    case "bin" where file.hasPrefix("pytorch_model"): self = .pickle(file: file)
    case "pt", "pth", "ckpt": self = .pickle(file: file)
    default: return nil
    }
  }

  /// Recognises what the settings say outright.
  init?(_ configuration: Configuration) {
    let type = configuration.modelType
    let layer = configuration["ssm_cfg.layer"]?.string
    switch type {
    case CheckpointFormat.visionType: return nil
    case _ where Self.hybridTypes.contains(type ?? ""):
      self = .hybrid(evidence: "model type '\(type ?? "")'")
    case "mamba", CheckpointFormat.headType, CheckpointFormat.falconType,
      CheckpointFormat.classifierType, nil:
      if let quantization = configuration["quantization_config"] {
        let method = quantization["quant_method"]?.string
        self = .quantized(method: method.map { "'\($0)'" } ?? "so")
      } else if let variant = Self.heads(configuration) {
        self = variant
      } else if let layer, layer != "Mamba1", layer != "Mamba2" {
        self = .hybrid(evidence: "'ssm_cfg.layer' is '\(layer)'")
      } else if let layers = configuration["attn_layer_idx"]?.elements, !layers.isEmpty {
        self = .hybrid(evidence: "'attn_layer_idx' lists \(layers.count) attention layers")
      } else if let width = configuration["d_intermediate"]?.number, width > 0 {
        self = .hybrid(evidence: "'d_intermediate' is not 0")
      } else if configuration["rms_norm"]?.bool == false {
        self = .layerNorm
      } else if let name = configuration["hidden_act"]?.string, name != "silu", name != "swish" {
        self = .activation(name)
      } else {
        return nil
      }
    case let type?: self = .modelType(type)
    }
  }

  /// Recognises variants that the settings do not mention by tensors that only they have.
  init?(tensorName name: String, of configuration: Configuration) {
    if name.hasSuffix(".mixer.dt_bias"), !configuration.hasHeads {
      self = .unstatedMamba2
    } else if name.hasSuffix(".A_b_log"),
      configuration.modelType != CheckpointFormat.visionType
    {
      self = .unstatedVision
    } else if name.contains(".mixer.Wqkv.") || name.contains(".self_attn.")
      || name.contains(".mlp.")
    {
      self = .hybrid(evidence: "tensor '\(name)'")
    } else {
      return nil
    }
  }

  /// Recognises settings of Mamba-2 that are not read; its defaults are HF's and `mamba_ssm`'s.
  private static func heads(_ configuration: Configuration) -> UnsupportedVariant? {
    guard configuration.hasHeads else { return nil }
    for (key, supported) in [
      ("rms_norm", true), ("ssm_cfg.rmsnorm", true), ("ssm_cfg.norm_before_gate", false),
      ("ssm_cfg.D_has_hdim", false),
    ] {
      if let value = configuration[key]?.bool, value != supported {
        return .mamba2(key: key, value: String(value), supported: String(supported))
      }
    }
    return nil
  }

  private static let hybridTypes: Set<String> = [
    "bamba", "falcon_h1", "granitemoehybrid", "jamba", "lfm2", "nemotron_h", "samba", "zamba",
    "zamba2",
  ]
}
