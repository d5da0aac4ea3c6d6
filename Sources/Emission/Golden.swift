package import Program

/// An input and what the interpreter makes of it, for the self-test of a package.
package struct Golden: Hashable, Sendable {
  /// At least one position.
  package var input: IntegerSequence
  /// [positions, classes] of a language model, [classes] of a classifier.
  package var logits: [Int32]
  /// ``Checksum`` of the saved state after the input; nil where it is not compared.
  package var state: UInt32?
  /// ``Checksum`` of each buffer that a step writes, in the order of execution; may end early.
  package var buffers: [UInt32]
  /// The elements of the first of these buffers, one after the other; may end early.
  package var values: [Int32]

  package init(
    input: IntegerSequence, logits: [Int32], state: UInt32? = nil, buffers: [UInt32] = [],
    values: [Int32] = []
  ) {
    self.input = input
    self.logits = logits
    self.state = state
    self.buffers = buffers
    self.values = values
  }
}

/// FNV-1a in 32 bits (Fowler, Noll & Vo) over little-endian bytes, as the self-test has it: any
/// single byte that changes is found; not against tampering.
package enum Checksum {
  package static func fnv1a(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes {
      // The product is modulo 2^32 by the definition of the hash.
      hash = (hash ^ UInt32(byte)) &* 16_777_619
    }
    return hash
  }

  package static func fnv1a(_ bytes: [UInt8]) -> UInt32 {
    bytes.withUnsafeBytes { fnv1a($0) }
  }
}
