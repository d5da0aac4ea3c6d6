import Foundation

/// Trained models that are not part of the repository.
package enum SharedModels {
  /// The folder that holds the models: `ADDER_SHARED`, else `../shared/models` beside the
  /// package; nil where there is none.
  package static let directory: String? = {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let beside = root.deletingLastPathComponent().appendingPathComponent("shared/models").path
    let path = ProcessInfo.processInfo.environment["ADDER_SHARED"] ?? beside
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    return exists && isDirectory.boolValue ? path : nil
  }()

  /// Path of `name` (e.g. `lm-2m` or `vowels/evaluation.safetensors`).
  ///
  /// Where it is absent, prints that `test` is skipped and returns nil.
  package static func path(_ name: String, test: String = #function) -> String? {
    if let directory {
      let path = directory + "/" + name
      if FileManager.default.fileExists(atPath: path) { return path }
    }
    print("SKIPPED \(test): shared model '\(name)' not found; set ADDER_SHARED to its folder")
    return nil
  }
}
