import DefaultModel
import TensorFile

/// The checkpoint that is embedded in the tool, with its texts.
enum DefaultCheckpoint {
  /// Writes its files to a directory that exists.
  ///
  /// - Parameter wrote: Called with the path of each file.
  static func write(to directory: String, wrote: (String) -> Void = { _ in }) throws {
    for index in 0..<default_model_count() {
      let path = directory + "/" + String(cString: default_model_name(index))
      let bytes = UnsafeBufferPointer(
        start: default_model_bytes(index), count: default_model_size(index))
      try AtomicFile.write(Array(bytes), to: path)
      wrote(path)
    }
  }
}
