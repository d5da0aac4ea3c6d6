import Calibration
import TensorFile

/// Reads and writes calibration statistics: a ``CalibrationRecord`` in one safetensors file.
///
/// Tensors are named `round/site/what`: `maximum` F32 [width], `histogram` I64 [bins, 2] of
/// bins and counts, `positions` I64 [1]; and for second moments `round/site + site/moment` I64
/// [width * (width + 1) / 2, 2], the low and high words of 128-bit integers in units of 2^-40,
/// with `moment positions` I64 [1].
package enum StatisticsFile {
  package static let format = "adder-statistics"
  static let version = 1

  /// Keys of the file's metadata.
  enum Key {
    static let format = "format"
    static let version = "version"
    static let hash = "sha256"
    static let checkpoint = "checkpoint"
    static let method = "method"
    static let weightBits = "weight_bits"
    static let options = "options"
    static let values = "values"
    static let roundCount = "round_count"
    /// Hashes of the data of each round.
    static let data = "data"
    static let all = [
      checkpoint, data, format, method, options, roundCount, hash, values, version, weightBits,
    ]
  }

  /// What a tensor says of a site or a group of sites.
  enum Part: String {
    case maximum
    case histogram
    case positions
    case moment
    case momentPositions = "moment positions"
  }

  /// Writes `record` to `path`, whole or not at all; equal records give equal bytes.
  package static func write(
    _ record: CalibrationRecord, to path: String
  ) throws(StatisticsFileError) {
    let tensors = record.rounds.enumerated()
      .flatMap { contents($0.element.measurements, round: $0.offset + 1) }
      .sorted { $0.name < $1.name }
    var metadata = [
      Key.format: format, Key.version: String(version), Key.checkpoint: record.checkpoint,
      Key.method: record.method, Key.weightBits: String(record.weightBits),
      Key.options: text(record.options), Key.values: text(record.valueNames),
      Key.roundCount: String(record.roundCount),
      Key.data: "[\(record.rounds.map { text($0.data) }.joined(separator: ","))]",
    ]
    var checksum = StatisticsChecksum(metadata)
    for tensor in tensors {
      checksum.add(name: tensor.name, type: tensor.type, shape: tensor.shape, tensor.bytes)
    }
    metadata[Key.hash] = checksum.text
    do {
      try TensorFileWriter.write(tensors, metadata: metadata, to: path)
    } catch {
      throw .file(error)
    }
  }

  /// Reads and checks the statistics at `path`.
  package static func read(_ path: String) throws(StatisticsFileError) -> CalibrationRecord {
    let file: TensorFile
    do { file = try TensorFile(path: path) } catch { throw .file(error) }
    return try StatisticsDecoder(file: file).record()
  }

  /// True if the file at `path` says that it holds statistics, sound or not.
  package static func isStatistics(_ path: String) -> Bool {
    (try? TensorFile(path: path))?.metadata[Key.format] == format
  }

  /// Reads `paths` and merges them; the result does not depend on their order.
  /// - Precondition: There is at least one path.
  package static func merge(
    _ paths: [String]
  ) throws(StatisticsFileError) -> CalibrationRecord {
    precondition(!paths.isEmpty, "nothing to merge")
    var record = try read(paths[0])
    for path in paths.dropFirst() {
      let other = try read(path)
      do {
        try record.merge(other)
      } catch {
        throw .cannotMerge(first: paths[0], second: path, error)
      }
    }
    return record
  }

  /// A list of texts in JSON.
  private static func text(_ list: [String]) -> String {
    "[\(list.map(JSON.quoted).joined(separator: ","))]"
  }

  private static func contents(_ measurements: Measurements, round: Int) -> [TensorContent] {
    var tensors: [TensorContent] = []
    func name(_ sites: String, _ part: Part) -> String { "\(round)/\(sites)/\(part.rawValue)" }
    for (site, seen) in measurements.sites {
      tensors += [
        TensorContent(
          name: name(site.key, .maximum), shape: [seen.width], float32: seen.channelMaximum),
        TensorContent(
          name: name(site.key, .histogram), shape: [seen.histogram.count, 2],
          int64: seen.histogram.flatMap { [Int64($0.bin), Int64($0.count)] }),
        TensorContent(
          name: name(site.key, .positions), shape: [1], int64: [Int64(seen.count)]),
      ]
    }
    for (group, moment) in measurements.moments {
      let sites = group.map(\.key).joined(separator: " + ")
      tensors += [
        TensorContent(
          name: name(sites, .moment), type: .int64, shape: [moment.sums.count, 2],
          bytes: moment.sums.map(\.littleEndian).withUnsafeBytes { Array($0) }),
        TensorContent(
          name: name(sites, .momentPositions), shape: [1], int64: [Int64(moment.count)]),
      ]
    }
    return tensors
  }
}
