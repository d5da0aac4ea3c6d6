import Foundation
package import Model
import TensorFile

/// A directory with `config.json` and safetensors weights, as models are published.
package enum Checkpoint {
  /// Reads the model in `directory`.
  ///
  /// Understands `MambaForCausalLM`, `FalconMambaForCausalLM` and `Mamba2ForCausalLM` of HF
  /// transformers, the original `mamba_ssm` names and settings, the `mamba-classifier` layout,
  /// and Vision Mamba (Vim). Weights of any floating-point type are widened to `Float`, in one
  /// file or sharded.
  /// - Throws: ``CheckpointError`` if anything is missing, damaged, contradictory or not
  ///   supported; every tensor of the checkpoint must be understood and finite.
  package static func load(directory: String) throws(CheckpointError) -> Model {
    let files = try fileNames(in: directory)
    let configPath = directory + "/" + CheckpointFormat.config
    let hasWeights =
      files.contains(CheckpointFormat.weights) || files.contains(CheckpointFormat.index)
    if !hasWeights, let variant = files.lazy.compactMap({ UnsupportedVariant(fileName: $0) }).first
    {
      throw .unsupported(path: directory, variant)
    }
    if !files.contains(CheckpointFormat.config) { throw .missingConfig(directory: directory) }
    let configuration = try Configuration(path: configPath)
    if let variant = UnsupportedVariant(configuration) {
      throw .unsupported(path: directory, variant)
    }
    if !hasWeights { throw .missingWeights(directory: directory) }
    let weights = try WeightFiles(
      directory: directory, isSharded: !files.contains(CheckpointFormat.weights))
    if let variant = weights.names.lazy.compactMap({
      UnsupportedVariant(tensorName: $0, of: configuration)
    }).first {
      throw .unsupported(path: directory, variant)
    }
    let builder = ModelBuilder(weights: weights, configuration: configuration)
    let name = URL(fileURLWithPath: directory).standardizedFileURL.lastPathComponent
    switch configuration.modelType {
    case CheckpointFormat.classifierType: return try classifier(named: name, builder)
    case CheckpointFormat.visionType: return try vision(named: name, builder)
    default: return try languageModel(named: name, builder)
    }
  }

  /// Paths of the files that loading reads; empty where `directory` is none.
  package static func paths(in directory: String) -> [String] {
    guard let files = try? fileNames(in: directory) else { return [] }
    var names = [CheckpointFormat.config]
    if files.contains(CheckpointFormat.weights) {
      names.append(CheckpointFormat.weights)
    } else if files.contains(CheckpointFormat.index) {
      let index = "\(directory)/\(CheckpointFormat.index)"
      let shards = (try? WeightFiles.weightMap(path: index)) ?? []
      names += [CheckpointFormat.index] + Set(shards.map(\.file)).sorted()
    }
    return names.map { "\(directory)/\($0)" }
  }

  /// Names of the files in `directory`, sorted.
  private static func fileNames(in directory: String) throws(CheckpointError) -> [String] {
    var isDirectory: ObjCBool = false
    if !FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory) {
      throw .noDirectory(path: directory)
    }
    if !isDirectory.boolValue {
      if let variant = UnsupportedVariant(fileName: directory) {
        throw .unsupported(path: directory, variant)
      }
      throw .notDirectory(path: directory)
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
      throw .unreadableDirectory(path: directory)
    }
    return names.sorted()
  }
}

/// Names that the format fixes.
enum CheckpointFormat {
  static let config = "config.json"
  static let weights = "model.safetensors"
  static let index = "model.safetensors.index.json"
  static let falconType = "falcon_mamba"
  static let classifierType = "mamba-classifier"
  static let visionType = "vim"
  /// Mamba-2, as HF transformers name it.
  static let headType = "mamba2"
}
