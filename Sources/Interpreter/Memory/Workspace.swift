import Program

/// Memory of one session: every buffer of the program.
///
/// State buffers and an image have one row. All others have one for each position of a block, so that a step
/// can process the positions of the block together.
final class Workspace {
  /// Positions that a block holds at most.
  let blockSize: Int
  private let buffers: [Buffer]
  private let bases: [UnsafeMutableRawPointer]

  /// - Throws: ``InterpreterError/tooLarge(bytes:)``.
  init(buffers: [Buffer], blockSize: Int) throws(InterpreterError) {
    _ = try Workspace.byteCount(of: buffers, blockSize: blockSize)
    self.blockSize = blockSize
    self.buffers = buffers
    bases = buffers.map { buffer in
      let size = max(buffer.byteCount * buffer.rowCount(blockSize: blockSize), 1)
      let base = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      return base
    }
  }

  deinit {
    for base in bases { base.deallocate() }
  }

  /// The buffer as rows of `Element`, which is the type that the program states for it.
  @inline(__always)
  func rows<Element>(of id: BufferID, as type: Element.Type = Element.self) -> Rows<Element> {
    let buffer = buffers[id.index]
    return Rows(
      base: bases[id.index].assumingMemoryBound(to: Element.self),
      stride: buffer.isShared ? 0 : buffer.count)
  }

  /// The bytes of the first `rows` rows, in the byte order of the host, which is little-endian.
  func bytes(of id: BufferID, rows: Int) -> UnsafeRawBufferPointer {
    let buffer = buffers[id.index]
    let count = buffer.byteCount * (buffer.isShared ? 1 : rows)
    return UnsafeRawBufferPointer(start: bases[id.index], count: count)
  }

  /// Zeroes all buffers: the start of a sequence.
  func clear() {
    for (buffer, base) in zip(buffers, bases) {
      let size = buffer.byteCount * buffer.rowCount(blockSize: blockSize)
      base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    }
  }

  /// Bytes of all buffers.
  ///
  /// - Throws: ``InterpreterError/tooLarge(bytes:)`` above ``largestByteCount``.
  static func byteCount(of buffers: [Buffer], blockSize: Int) throws(InterpreterError) -> Int {
    var total = 0
    for buffer in buffers {
      let row = buffer.count.multipliedReportingOverflow(by: buffer.type.size)
      let all = row.partialValue
        .multipliedReportingOverflow(by: buffer.rowCount(blockSize: blockSize))
      let sum = total.addingReportingOverflow(all.partialValue)
      if row.overflow || all.overflow || sum.overflow || sum.partialValue > largestByteCount {
        throw .tooLarge(bytes: sum.overflow ? .max : sum.partialValue)
      }
      total = sum.partialValue
    }
    return total
  }

  /// 4 GiB: beyond this a graph's buffer counts are a mistake.
  static let largestByteCount = 1 << 32
}

extension Buffer {
  fileprivate var byteCount: Int { count * type.size }

  fileprivate func rowCount(blockSize: Int) -> Int { isShared ? 1 : blockSize }
}
