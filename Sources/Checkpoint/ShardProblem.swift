/// What is wrong with `model.safetensors.index.json` or the files that it names.
package enum ShardProblem: Hashable, Sendable, CustomStringConvertible {
  case noWeightMap
  case invalidFileName(String, tensor: String)
  case notInFile(tensor: String, file: String)
  case inTwoFiles(tensor: String, first: String, second: String)

  package var description: String {
    switch self {
    case .noWeightMap:
      "'weight_map' must map at least one tensor to the name of its file"
    case .invalidFileName(let file, let tensor):
      "'weight_map' puts tensor '\(tensor)' into '\(file)', "
        + "which is no name of a .safetensors file in the same directory"
    case .notInFile(let tensor, let file):
      "'weight_map' puts tensor '\(tensor)' into '\(file)', which does not have it"
    case .inTwoFiles(let tensor, let first, let second):
      "tensor '\(tensor)' is in '\(first)' and in '\(second)'"
    }
  }
}
