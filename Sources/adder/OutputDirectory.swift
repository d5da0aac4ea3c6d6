import Foundation
import TensorFile

/// A directory that a command writes files into.
enum OutputDirectory {
  /// Creates the directory, and those above it, where they do not exist.
  static func create(_ path: String) throws(TensorFileError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true)
    } catch let error as CocoaError {
      let reason = error.underlying.map { ($0 as NSError).localizedDescription }
      throw .cannotWrite(path: path, reason: reason ?? error.localizedDescription)
    } catch {
      throw .cannotWrite(path: path, reason: error.localizedDescription)
    }
  }
}
