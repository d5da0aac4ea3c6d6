/// What a saved state has after its seal, for the emitted C and for the interpreter alike.
///
/// The position, uint64; then each buffer that lasts from position to position, in the order of
/// the program, its elements little-endian; of a carried buffer the row of the last position.
/// Zeros fill the last four bytes.
package struct SavedState: Hashable, Sendable {
  /// The buffers.
  package let buffers: [BufferID]
  /// With the seal; a multiple of 4.
  package let byteCount: Int

  /// Nil for a program that has all positions of a sequence at once: nothing is left of it.
  package init?(of program: Program) {
    guard program.positions == nil else { return nil }
    buffers = program.buffers.indices.map(BufferID.init).filter {
      let buffer = program[$0]
      return (buffer.role == .state || buffer.role == .carried) && buffer.count > 0
    }
    let content = buffers.reduce(8) { $0 + program[$1].count * program[$1].type.size }
    byteCount = Seal.byteCount + (content + 3) / 4 * 4
  }
}
