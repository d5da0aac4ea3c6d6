package import Program

/// A readable trace: one line with a checksum for each buffer that a step writes.
///
///     3 body 7 l00_scan_state 9ae16a3b2f90404f
///
/// The fields are position, section, index of the step, buffer, and FNV-1a in 64 bits over the
/// buffer's little-endian bytes.
package struct ChecksumTrace: TraceSink {
  package struct Entry: Hashable, Sendable {
    package var position: Int
    package var section: TraceSection
    package var step: Int
    package var buffer: String
    package var checksum: UInt64

    package init(
      position: Int, section: TraceSection, step: Int, buffer: String, checksum: UInt64
    ) {
      self.position = position
      self.section = section
      self.step = step
      self.buffer = buffer
      self.checksum = checksum
    }
  }

  package private(set) var entries: [Entry] = []
  private let names: [String]

  package init(_ program: Program) {
    names = program.buffers.map(\.name)
  }

  package mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer
  ) {
    entries.append(
      Entry(
        position: position, section: section, step: step, buffer: names[buffer.index],
        checksum: ChecksumTrace.fnv1a(bytes)))
  }

  /// FNV-1a in 64 bits (Fowler, Noll & Vo): not against tampering, only for comparing.
  package static func fnv1a(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      // The product is modulo 2^64 by the definition of the hash.
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return hash
  }
}

extension ChecksumTrace.Entry: CustomStringConvertible {
  package var description: String {
    let digits = String(checksum, radix: 16)
    let padding = String(repeating: "0", count: 16 - digits.count)
    return "\(position) \(section.rawValue) \(step) \(buffer) \(padding)\(digits)"
  }
}
