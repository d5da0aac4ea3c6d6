package import TensorFile

/// Why statistics could not be read, written or used.
package enum StatisticsFileError: Error, Hashable {
  case file(TensorFileError)
  /// A safetensors file, but no statistics.
  case noStatistics(path: String)
  case version(path: String, found: String, supported: Int)
  /// A key of the metadata that is missing or has no sense; `expected` says what it must be.
  case metadata(path: String, key: String, expected: String)
  case unknownMetadata(path: String, key: String)
  case checksum(path: String, stored: String, computed: String)
  case tensor(path: String, tensor: String, Problem)
  /// Two files that do not belong together.
  case cannotMerge(first: String, second: String, CalibrationRecord.Difference)
  case otherCheckpoint(path: String, madeFrom: String, given: String)
  /// A method, or the number of its rounds, that this version does not know.
  case unknownMethod(path: String, method: String, weightBits: Int, rounds: Int)
  /// Data that the rounds before have not seen; `path` is the file with these rounds.
  case newData(path: String, data: String)
  case missingData(path: String, round: Int, missing: [String], count: Int)
  case missingRounds(path: String, finished: Int, count: Int)
  case allRounds(path: String)

  /// What is wrong with a tensor.
  package enum Problem: Hashable, Sendable {
    case unknown
    /// `expected` is a type and a shape.
    case form(found: String, expected: String)
    /// Numbers that no measurement gives; says what they must be.
    case numbers(expected: String)
    /// The site lacks this tensor.
    case missing
  }
}

extension StatisticsFileError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .file(let error):
      error.description
    case .noStatistics(let path):
      "'\(path)' holds no statistics: its metadata has no \"format\" "
        + "\"\(StatisticsFile.format)\"; make it with 'adder calibrate'"
    case .version(let path, let found, let supported):
      "'\(path)' has version '\(found)' of statistics, this program reads version "
        + "\(supported); use a newer Adder or calibrate again"
    case .metadata(let path, let key, let expected):
      "'\(path)': \"\(key)\" of the metadata must be \(expected); calibrate again"
    case .unknownMetadata(let path, let key):
      "'\(path)': the metadata has the unknown key \"\(key)\"; remove it"
    case .checksum(let path, let stored, let computed):
      "'\(path)' is damaged: its checksum is '\(stored)', its contents have '\(computed)'; "
        + "copy or make it again"
    case .tensor(let path, let tensor, let problem):
      "'\(path)': tensor \"\(tensor)\" \(problem); calibrate again"
    case .cannotMerge(let first, let second, let difference):
      "'\(first)' and '\(second)' cannot be merged: \(difference)"
    case .otherCheckpoint(let path, let madeFrom, let given):
      "'\(path)' was measured on checkpoint \(madeFrom.prefix(12))..., not on "
        + "\(given.prefix(12))...; give the checkpoint it was measured on"
    case .unknownMethod(let path, let method, let weightBits, let rounds):
      "'\(path)' is for the method '\(method)' with weights of \(weightBits) bits in "
        + "\(rounds) rounds, which this program does not have; calibrate again"
    case .newData(let path, let data):
      "'\(data)' is not among the data of '\(path)'; every round takes the same data"
    case .missingData(let path, let round, let missing, let count):
      "round \(round) in '\(path)' lacks \(missing.count) of \(count) data files "
        + "(\(missing.prefix(3).map { $0.prefix(12) + "..." }.joined(separator: ", "))"
        + (missing.count > 3 ? ", ..." : "") + "); calibrate on them and merge the results"
    case .missingRounds(let path, let finished, let count):
      "'\(path)' holds \(finished) of \(count) rounds; measure the next one with "
        + "'adder calibrate --after \(path)'"
    case .allRounds(let path):
      "'\(path)' holds all rounds already; use it with 'adder quantize --statistics'"
    }
  }
}

extension StatisticsFileError.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknown: "is none that statistics have"
    case .form(let found, let expected): "is \(found), but must be \(expected)"
    case .numbers(let expected): "has impossible numbers: they must be \(expected)"
    case .missing: "is missing"
    }
  }
}

extension CalibrationRecord.Difference: CustomStringConvertible {
  package var description: String {
    switch self {
    case .checkpoint(let first, let second):
      "they were measured on checkpoints \(first.prefix(12))... and \(second.prefix(12))..."
    case .method(let first, let second):
      "they are for the methods '\(first)' and '\(second)'"
    case .weightBits(let first, let second):
      "they are for weights of \(first) and \(second) bits"
    case .options(let first, let second):
      "their data was read with '\(first.joined(separator: " "))' and "
        + "'\(second.joined(separator: " "))'"
    case .round(let first, let second):
      "they hold rounds 1...\(first) and 1...\(second); merge files of one round"
    case .earlierRounds:
      "the rounds before the last one differ; give both the same --after"
    case .sameData(let hash):
      "both have seen the data \(hash.prefix(12))...; leave one of them out"
    case .widths:
      "they measured tensors of different widths"
    }
  }
}
