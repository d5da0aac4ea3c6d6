import TensorFile

/// The weights of a checkpoint, in one safetensors file or several.
struct WeightFiles {
  let directory: String
  /// Names of all tensors, sorted.
  let names: [String]
  /// File names in the order in which they are hashed.
  private let fileNames: [String]
  private let files: [TensorFile]
  /// Index of a tensor's file in `files`.
  private let locations: [String: Int]

  /// - Parameter isSharded: True to read the files that `model.safetensors.index.json` names.
  init(directory: String, isSharded: Bool) throws(CheckpointError) {
    self.directory = directory
    let indexPath = directory + "/" + CheckpointFormat.index
    let map = isSharded ? try Self.weightMap(path: indexPath) : []
    let fileNames = isSharded ? Set(map.map(\.file)).sorted() : [CheckpointFormat.weights]
    var files: [TensorFile] = []
    var locations: [String: Int] = [:]
    for (index, name) in fileNames.enumerated() {
      let file = try readingFile { () throws(TensorFileError) in
        try TensorFile(path: directory + "/" + name)
      }
      files.append(file)
      for tensor in file.names {
        if let first = locations.updateValue(index, forKey: tensor) {
          throw .shards(
            path: indexPath,
            .inTwoFiles(tensor: tensor, first: fileNames[first], second: name))
        }
      }
    }
    for (tensor, file) in map where locations[tensor].map({ fileNames[$0] }) != file {
      throw .shards(path: indexPath, .notInFile(tensor: tensor, file: file))
    }
    names = locations.keys.sorted()
    self.fileNames = fileNames
    self.files = files
    self.locations = locations
  }

  func shape(of tensor: String) -> [Int]? {
    locations[tensor].flatMap { files[$0].entry(tensor)?.shape }
  }

  /// The values of `tensor`, which must be there, as `Float`.
  func values(of tensor: String) throws(CheckpointError) -> [Float] {
    guard let index = locations[tensor] else {
      throw .missingTensor(directory: directory, tensor: tensor)
    }
    return try readingFile { () throws(TensorFileError) in try files[index].float32(tensor) }
  }

  /// Reads ranges of the values of `tensor`, which must be there, as `Float`.
  func reader(of tensor: String) throws(CheckpointError) -> @Sendable (Range<Int>) -> [Float] {
    guard let index = locations[tensor] else {
      throw .missingTensor(directory: directory, tensor: tensor)
    }
    return try readingFile { () throws(TensorFileError) in
      try files[index].float32Reader(tensor)
    }
  }

  /// SHA-256 over what `sha256sum config.json FILE...` prints, so that a shell can check it.
  func checkpointHash() throws(CheckpointError) -> String {
    let config = try readingFile { () throws(TensorFileError) in
      try SHA256.hex(ofFile: directory + "/" + CheckpointFormat.config)
    }
    var listing = "\(config)  \(CheckpointFormat.config)\n"
    for (name, file) in zip(fileNames, files) { listing += "\(file.hash())  \(name)\n" }
    return SHA256.hex(of: Array(listing.utf8))
  }

  /// The file of each tensor, as the index at `path` has it.
  static func weightMap(
    path: String
  ) throws(CheckpointError) -> [(tensor: String, file: String)] {
    guard let members = try readJSON(path: path)["weight_map"]?.members, !members.isEmpty else {
      throw .shards(path: path, .noWeightMap)
    }
    var map: [(tensor: String, file: String)] = []
    for member in members {
      guard let file = member.value.string else { throw .shards(path: path, .noWeightMap) }
      // The name must not lead out of the directory.
      if file.contains("/") || file.contains("\0") || !file.hasSuffix(".safetensors") {
        throw .shards(path: path, .invalidFileName(file, tensor: member.key))
      }
      map.append((member.key, file))
    }
    return map
  }
}
