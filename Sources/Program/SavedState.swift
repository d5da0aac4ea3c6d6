/// What a saved state has after its seal, for the emitted C and for the interpreter alike.
///
/// The position, uint64; then each buffer that lasts from position to position, in the order of
/// the program, its elements little-endian; of a carried buffer the row of the last position.
/// Zeros fill the last four bytes.
package struct SavedState: Hashable, Sendable {
  /// The buffers.
  package let buffers: [BufferID]
  /// Where the elements of each begin, from the start of the seal.
  package let offsets: [Int]
  /// Where the position is, from the start of the seal.
  package static let positionOffset = Seal.byteCount
  /// With the seal; a multiple of 4.
  package let byteCount: Int

  /// Nil for a program that has all positions of a sequence at once: nothing is left of it.
  package init?(of program: Program) {
    guard program.positions == nil else { return nil }
    buffers = program.buffers.indices.map(BufferID.init).filter {
      let buffer = program[$0]
      return (buffer.role == .state || buffer.role == .carried) && buffer.count > 0
    }
    var offsets: [Int] = []
    var end = SavedState.positionOffset + 8
    for buffer in buffers {
      offsets.append(end)
      end += program[buffer].count * program[buffer].type.size
    }
    self.offsets = offsets
    byteCount = (end + 3) / 4 * 4
  }
}
