import Program

/// Sessions as bytes: the same as those of the emitted C, see ``SavedState``.
extension Session {
  /// What ``restore(_:graphHash:)`` needs to go on from here.
  ///
  /// - Parameter graphHash: SHA-256 of the graph file in hex, or nil for a program in no file.
  /// - Throws: ``InterpreterError/noState(program:)``.
  package func save(graphHash: String?) throws(InterpreterError) -> [UInt8] {
    let (saved, seal) = try savedState(graphHash)
    var bytes = [UInt8](repeating: 0, count: Seal.byteCount)
    bytes.reserveCapacity(saved.byteCount)
    withUnsafeBytes(of: UInt64(position).littleEndian) { bytes += $0 }
    // Interpreters run on little-endian machines, see Workspace.bytes.
    for id in saved.buffers { bytes += row(of: id) }
    bytes.append(contentsOf: repeatElement(0, count: saved.byteCount - bytes.count))
    seal.write(to: &bytes)
    return bytes
  }

  /// Continues where the session or the emitted C stood that saved `bytes`.
  ///
  /// - Throws: ``InterpreterError/savedState(_:)``, ``InterpreterError/noState(program:)``; the
  ///   session is then as it was.
  package func restore(_ bytes: [UInt8], graphHash: String?) throws(InterpreterError) {
    let (saved, seal) = try savedState(graphHash)
    if let fault = seal.check(bytes) { throw .savedState(fault) }
    let program = interpreter.program
    let limits = SavedLimits(of: program, saved, proved: program.proveRanges())
    guard limits.allow(bytes, of: program, saved) else { throw .savedState(.impossible) }
    reset()
    let start = SavedState.positionOffset
    position = (0..<8).reversed().reduce(0) { $0 << 8 | Int(bytes[start + $1]) }
    for (id, offset) in zip(saved.buffers, saved.offsets) {
      let row = row(of: id)
      row.copyBytes(from: bytes[offset..<offset + row.count])
    }
  }

  private func savedState(
    _ graphHash: String?
  ) throws(InterpreterError) -> (SavedState, Seal) {
    guard let saved = SavedState(of: interpreter.program) else {
      throw .noState(program: interpreter.program.name)
    }
    return (saved, Seal(.state, length: saved.byteCount, graphHash: graphHash))
  }

  /// The bytes of state, or of the last position.
  private func row(of id: BufferID) -> UnsafeMutableRawBufferPointer {
    let isShared = interpreter.program[id].isShared
    let all = workspace.bytes(of: id, rows: lastRow + 1)
    let count = isShared ? all.count : all.count / (lastRow + 1)
    return UnsafeMutableRawBufferPointer(
      mutating: UnsafeRawBufferPointer(rebasing: all.suffix(count)))
  }
}
