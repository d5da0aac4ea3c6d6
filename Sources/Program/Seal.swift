/// What tells a file of weights, or a saved state, from any other bytes: the 64 bytes that both
/// begin with, as `adder_seal.h` defines them.
package struct Seal: Hashable, Sendable {
  package enum Kind: UInt32, Hashable, Sendable {
    /// `ADRW`
    case weights = 0x5752_4441
    /// `ADRS`
    case state = 0x5352_4441
  }

  /// What is wrong with bytes.
  package enum Fault: Hashable, Sendable {
    case truncated, foreign, otherVersion, otherModel, damaged
    /// Sealed, with values that the program never has, see ``SavedLimits``.
    case impossible
  }

  /// Before the content.
  package static let byteCount = 64
  /// Of the format.
  package static let version: UInt32 = 1
  private static let sumsOffset = 48

  package let kind: Kind
  /// Bytes of the whole, a multiple of 4.
  package let length: Int
  /// SHA-256 of the graph file, 32 bytes.
  package let model: [UInt8]

  /// - Parameters:
  ///   - kind: What the sealed bytes are.
  ///   - length: Bytes of the whole; a multiple of 4, of at least ``byteCount``.
  ///   - graphHash: SHA-256 of the graph file in hex; nil, for a program that is in no file,
  ///     stands for zeros.
  package init(_ kind: Kind, length: Int, graphHash: String?) {
    precondition(length >= Seal.byteCount && length.isMultiple(of: 4), "the seal has room")
    self.kind = kind
    self.length = length
    let digits = Array((graphHash ?? "").utf8).compactMap(Seal.digit)
    model = (0..<32).map { index in
      digits.count == 64 ? digits[2 * index] << 4 | digits[2 * index + 1] : 0
    }
  }

  /// Writes the seal into the first 64 bytes of the whole.
  package func write(to bytes: inout [UInt8]) {
    precondition(bytes.count == length, "the seal is of these bytes")
    var head: [UInt8] = []
    append(kind.rawValue, to: &head)
    append(Seal.version, to: &head)
    append(UInt64(length), to: &head)
    head += model
    bytes.replaceSubrange(0..<Seal.sumsOffset, with: head)
    let checksum = Seal.checksum(of: bytes)
    var sums: [UInt8] = []
    append(checksum.sum, to: &sums)
    append(checksum.sumOfSums, to: &sums)
    bytes.replaceSubrange(Seal.sumsOffset..<Seal.byteCount, with: sums)
  }

  /// The first thing that is wrong with `bytes`, or nil; bytes beyond the length are ignored.
  package func check(_ bytes: [UInt8]) -> Fault? {
    guard bytes.count >= Seal.byteCount else { return .truncated }
    if load(bytes, 0, UInt32.self) != kind.rawValue { return .foreign }
    if load(bytes, 4, UInt32.self) != Seal.version { return .otherVersion }
    if bytes[16..<48] != model[...] || load(bytes, 8, UInt64.self) != UInt64(length) {
      return .otherModel
    }
    if bytes.count < length { return .truncated }
    let checksum = Seal.checksum(of: Array(bytes.prefix(length)))
    let sums = (load(bytes, 48, UInt64.self), load(bytes, 56, UInt64.self))
    return sums == (checksum.sum, checksum.sumOfSums) ? nil : .damaged
  }

  /// The checksum of the whole but for the bytes in which a seal has it.
  ///
  /// The sum of the little-endian 32-bit words, and the sum of that sum after each word, both
  /// modulo 2^64: every change of one or two words is found, see `adder_seal.h`.
  package static func checksum(of bytes: [UInt8]) -> (sum: UInt64, sumOfSums: UInt64) {
    var (sum, sumOfSums) = (UInt64(0), UInt64(0))
    bytes.withUnsafeBytes { bytes in
      for range in [0..<sumsOffset, byteCount..<bytes.count] {
        for offset in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
          let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          sum &+= UInt64(UInt32(littleEndian: word))
          sumOfSums &+= sum
        }
      }
    }
    return (sum, sumOfSums)
  }

  private static func digit(_ character: UInt8) -> UInt8? {
    Character(UnicodeScalar(character)).hexDigitValue.map(UInt8.init)
  }

  private func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
  }

  private func load<Value: FixedWidthInteger>(
    _ bytes: [UInt8], _ offset: Int, _ type: Value.Type
  ) -> Value {
    let size = Value.bitWidth / 8
    return (0..<size).reversed().reduce(0) { $0 << 8 | Value(bytes[offset + $1]) }
  }
}
