import Program

/// The layout of a program that has all positions of a sequence at once.
extension StateLayout {
  /// Places of all buffers in one arena, and of the scratch of each transform.
  ///
  /// - Parameters:
  ///   - positions: Rows of every buffer that positions do not share.
  ///   - pointers: Names of the pointers with which the struct begins.
  init(_ program: Program, positions: Int, pointers: [String] = []) {
    var items: [SequenceArena.Item] = []
    var owners: [BufferID: Int] = [:]
    let lifetimes = Lifetime.all(of: program, roles: [.scratch, .state])
    for (index, lifetime) in lifetimes.enumerated() {
      guard let lifetime else { continue }
      let buffer = program.buffers[index]
      let isOfHead = lifetime.first >= program.body.count
      let rows = buffer.isShared || isOfHead ? 1 : positions
      owners[BufferID(index)] = items.count
      items.append(
        SequenceArena.Item(
          bytes: buffer.count * buffer.type.size * rows, first: lifetime.first,
          last: lifetime.last))
    }
    var works: [BufferID: Int] = [:]
    for (index, step) in (program.body + program.head).enumerated() {
      guard case .rotate(let rotate) = step else { continue }
      let count = program[rotate.input].count + program[rotate.matrix].shape[0]
      works[rotate.output] = items.count
      items.append(
        SequenceArena.Item(bytes: count * ElementType.int32.size, first: index, last: index))
    }
    let arena = SequenceArena(items)
    func place(_ item: Int, _ type: ElementType) -> String {
      "arena.s\(type.size * 8) + \(arena.offsets[item] / type.size)"
    }
    self.init(
      arena: arena,
      names: program.buffers.indices.map { index in
        owners[BufferID(index)].map { place($0, program.buffers[index].type) }
      },
      rotationWorks: works.mapValues { place($0, .int32) }, pointers: pointers)
  }
}
