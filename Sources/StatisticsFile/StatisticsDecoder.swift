import Calibration
import FloatReference
import TensorFile

/// Builds a record from a statistics file: metadata, checksum, then the tensors.
struct StatisticsDecoder {
  let file: TensorFile

  /// Counts of positions and values; sums of many files stay far below 2^63.
  private static let countLimit: Int64 = 1 << 48
  /// Magnitude of a second moment; sums of many files stay far below 2^127.
  private static let sumLimit = Int128(1) << 112
  /// Bins of finite magnitudes.
  private static let bins = Int64(0)..<(0x7f80_0000 >> 18)

  func record() throws(StatisticsFileError) -> CalibrationRecord {
    let metadata = file.metadata
    guard metadata[StatisticsFile.Key.format] == StatisticsFile.format else {
      throw .noStatistics(path: file.path)
    }
    let version = metadata[StatisticsFile.Key.version] ?? "none"
    guard version == String(StatisticsFile.version) else {
      throw .version(
        path: file.path, found: version, supported: StatisticsFile.version)
    }
    for key in metadata.keys.sorted() where !StatisticsFile.Key.all.contains(key) {
      throw .unknownMetadata(path: file.path, key: key)
    }
    try checkHash()
    let data = try dataOfRounds()
    let measurements = try self.measurements(rounds: data.count)
    return CalibrationRecord(
      checkpoint: try text(StatisticsFile.Key.checkpoint),
      method: try text(StatisticsFile.Key.method),
      weightBits: try integer(StatisticsFile.Key.weightBits, in: 1...32),
      options: try strings(StatisticsFile.Key.options),
      valueNames: try strings(StatisticsFile.Key.values),
      roundCount: try integer(StatisticsFile.Key.roundCount, in: data.count...1000),
      rounds: zip(data, measurements).map { .init(data: $0, measurements: $1) })
  }

  private func checkHash() throws(StatisticsFileError) {
    var checksum = StatisticsChecksum(file.metadata)
    for entry in file.entries.sorted(by: { $0.name < $1.name }) {
      checksum.add(
        name: entry.name, type: entry.type, shape: entry.shape,
        try read { () throws(TensorFileError) in try file.bytes(entry.name) })
    }
    let stored = try text(StatisticsFile.Key.hash)
    if stored != checksum.text {
      throw .checksum(
        path: file.path, stored: stored, computed: checksum.text)
    }
  }

  private func read<Result>(
    _ body: () throws(TensorFileError) -> Result
  ) throws(StatisticsFileError) -> Result {
    do { return try body() } catch { throw .file(error) }
  }

  // MARK: Metadata

  private func bad(_ key: String, _ expected: String) -> StatisticsFileError {
    .metadata(path: file.path, key: key, expected: expected)
  }

  private func text(_ key: String) throws(StatisticsFileError) -> String {
    guard let text = file.metadata[key] else { throw bad(key, "there") }
    return text
  }

  private func integer(_ key: String, in range: ClosedRange<Int>) throws(StatisticsFileError) -> Int
  {
    guard let value = Int(try text(key)), range.contains(value) else {
      throw bad(key, "an integer in \(range.lowerBound)...\(range.upperBound)")
    }
    return value
  }

  private func strings(_ key: String) throws(StatisticsFileError) -> [String] {
    guard let list = strings(try json(key)) else { throw bad(key, "a list of texts") }
    return list
  }

  /// Hashes of each round's data, sorted; at least one round of at least one.
  private func dataOfRounds() throws(StatisticsFileError) -> [[String]] {
    let key = StatisticsFile.Key.data
    let lists = try json(key).elements ?? []
    let rounds = lists.compactMap(strings)
    guard !rounds.isEmpty, rounds.count == lists.count, rounds.count <= 1000,
      rounds.allSatisfy({ !$0.isEmpty && Set($0).count == $0.count })
    else { throw bad(key, "a list of the data of each round, different texts") }
    return rounds
  }

  private func strings(_ json: JSON) -> [String]? {
    guard let elements = json.elements else { return nil }
    let strings = elements.compactMap(\.string)
    return strings.count == elements.count ? strings : nil
  }

  private func json(_ key: String) throws(StatisticsFileError) -> JSON {
    let bytes = Array(try text(key).utf8)
    return try read { () throws(TensorFileError) in
      try bytes.withUnsafeBufferPointer { bytes throws(TensorFileError) in
        try JSON.parse(UnsafeRawBufferPointer(bytes), path: "\(file.path) (\(key))")
      }
    }
  }

  // MARK: Tensors

  private func measurements(rounds: Int) throws(StatisticsFileError) -> [Measurements] {
    var result = [Measurements](repeating: Measurements(), count: rounds)
    for name in file.names {
      let fields = name.split(separator: "/", omittingEmptySubsequences: false)
      guard fields.count == 3, let round = Int(fields[0]), (1...rounds).contains(round),
        fields[0] == String(round), let part = StatisticsFile.Part(rawValue: String(fields[2]))
      else { throw bad(name, .unknown) }
      let keys = fields[1].split(separator: " + ")
      let sites = keys.compactMap(Site.init(key:))
      let isPool = part == .moment || part == .momentPositions
      guard sites.count == keys.count, isPool ? !sites.isEmpty : sites.count == 1,
        sites.map(\.key).joined(separator: " + ") == fields[1]
      else { throw bad(name, .unknown) }
      let prefix = "\(fields[0])/\(fields[1])/"
      if isPool {
        guard result[round - 1].moments[sites] == nil else { continue }
        result[round - 1].moments[sites] = try moment(prefix)
      } else {
        guard result[round - 1].sites[sites[0]] == nil else { continue }
        result[round - 1].sites[sites[0]] = try statistics(prefix)
      }
    }
    return result
  }

  private func bad(_ tensor: String, _ problem: StatisticsFileError.Problem)
    -> StatisticsFileError
  {
    .tensor(path: file.path, tensor: tensor, problem)
  }

  /// Name and shape of a tensor of type `type`, which has `rank` dimensions, the last of `last`.
  private func find(
    _ prefix: String, _ part: StatisticsFile.Part, _ type: TensorType, rank: Int, last: Int?
  ) throws(StatisticsFileError) -> (name: String, shape: [Int]) {
    let name = prefix + part.rawValue
    guard let entry = file.entry(name) else { throw bad(name, .missing) }
    guard entry.type == type, entry.shape.count == rank, entry.shape.last == last ?? entry.shape[0]
    else {
      let shape = (Array(repeating: "n", count: rank - 1) + [last.map(String.init) ?? "n"])
        .joined(separator: ", ")
      throw bad(
        name,
        .form(
          found: "\(entry.type.rawValue) \(entry.shape)", expected: "\(type.rawValue) [\(shape)]"))
    }
    return (name, entry.shape)
  }

  private func positions(_ prefix: String, _ part: StatisticsFile.Part) throws(StatisticsFileError)
    -> Int
  {
    let name = try find(prefix, part, .int64, rank: 1, last: 1).name
    let count = try read { () throws(TensorFileError) in try file.int64(name) }[0]
    guard (1...Self.countLimit).contains(count) else {
      throw bad(name, .numbers(expected: "in 1...\(Self.countLimit)"))
    }
    return Int(count)
  }

  private func statistics(_ prefix: String) throws(StatisticsFileError) -> SiteStatistics {
    let maximum = try find(prefix, .maximum, .float32, rank: 1, last: nil)
    guard maximum.shape[0] > 0 else {
      throw bad(maximum.name, .form(found: "F32 [0]", expected: "F32 [n]"))
    }
    var result = SiteStatistics(width: maximum.shape[0])
    result.count = try positions(prefix, .positions)
    result.channelMaximum = try read { () throws(TensorFileError) in
      try file.float32(maximum.name)
    }
    guard result.channelMaximum.allSatisfy({ $0.isFinite && $0.sign == .plus }) else {
      throw bad(maximum.name, .numbers(expected: "finite and not negative"))
    }
    let histogram = try find(prefix, .histogram, .int64, rank: 2, last: 2)
    let numbers = try read { () throws(TensorFileError) in
      try file.int64(histogram.name)
    }
    var last: Int64 = -1
    for i in stride(from: 0, to: numbers.count, by: 2) {
      let (bin, count) = (numbers[i], numbers[i + 1])
      guard Self.bins.contains(bin), bin > last, (1...Self.countLimit).contains(count) else {
        throw bad(
          histogram.name,
          .numbers(
            expected: "ascending bins below \(Self.bins.upperBound) and counts in "
              + "1...\(Self.countLimit)"))
      }
      last = bin
      result.histogram.append(HistogramBin(bin: Int(bin), count: Int(count)))
    }
    return result
  }

  private func moment(_ prefix: String) throws(StatisticsFileError) -> SecondMoment {
    let (name, shape) = try find(prefix, .moment, .int64, rank: 2, last: 2)
    let width = Int(Double(2 * min(shape[0], 1 << 40)).squareRoot())
    guard width > 0, width * (width + 1) / 2 == shape[0] else {
      throw bad(name, .form(found: "I64 \(shape)", expected: "half a matrix"))
    }
    let stored = try read { () throws(TensorFileError) in try file.bytes(name) }
    let sums = stored.withUnsafeBytes { bytes in
      (0..<shape[0]).map {
        Int128(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 * $0, as: Int128.self))
      }
    }
    var diagonal = 0
    for row in 0..<width {
      guard sums[diagonal] >= 0 else {
        throw bad(name, .numbers(expected: "not negative on the diagonal"))
      }
      diagonal += width - row
    }
    guard sums.allSatisfy({ $0.magnitude <= Self.sumLimit.magnitude }) else {
      throw bad(name, .numbers(expected: "at most 2^112"))
    }
    return SecondMoment(width: width, count: try positions(prefix, .momentPositions), sums: sums)
  }
}
