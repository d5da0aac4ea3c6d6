import CSyntax
import Program

/// Members of the state struct, and which buffer lives in which.
///
/// State and carried buffers have a member each. Scratch buffers of one type share a member
/// where their lifetimes do not meet: first those of the same name in different layers, which
/// are written before they are read at every position. Each member has one element type, so
/// that no buffer is read through another type.
///
/// A program that has all positions at once has one arena instead, see ``SequenceArena``.
struct StateLayout {
  struct Member {
    var name: String
    var type: ElementType
    var count: Int
  }

  private(set) var lasting: [Member] = []
  private(set) var scratch: [Member] = []
  /// Name of the member by buffer; nil for the input, the output and empty buffers.
  private var names: [String?]
  /// Scratch of the transforms, shared by all, or nil where there are none.
  private var sharedRotationWork: String?
  /// Scratch of each transform in the arena, by the transform's output.
  private var rotationWorks: [BufferID: String] = [:]
  /// All members in one, where the program has all positions at once.
  private(set) var arena: SequenceArena?
  /// Members before those of the program, which a reset leaves as they are: pointers.
  let pointers: [String]
  /// Name of the member that counts positions.
  static let position = "position"

  /// - Parameters:
  ///   - names: Place in the arena by buffer.
  ///   - pointers: Names of the pointers with which the struct begins.
  init(
    arena: SequenceArena, names: [String?], rotationWorks: [BufferID: String], pointers: [String]
  ) {
    self.arena = arena
    self.pointers = pointers
    self.names = names
    self.rotationWorks = rotationWorks
  }

  /// - Parameters:
  ///   - tile: Positions that a prefill processes at a time; scratch and carried buffers have a
  ///     row for each.
  ///   - pointers: Names of the pointers with which the struct begins.
  init(_ program: Program, tile: Int, pointers: [String] = []) {
    self.pointers = pointers
    names = Array(repeating: nil, count: program.buffers.count)
    var symbols = SymbolTable(taken: pointers + [StateLayout.position])
    for (index, buffer) in program.buffers.enumerated()
    where (buffer.role == .state || buffer.role == .carried) && buffer.count > 0 {
      let name = symbols.unique(buffer.name)
      names[index] = name
      let rows = buffer.role == .carried ? tile : 1
      lasting.append(Member(name: name, type: buffer.type, count: buffer.count * rows))
    }
    placeScratch(program, tile, &symbols)
    let work = (program.body + program.head).compactMap { step -> Int? in
      guard case .rotate(let rotate) = step else { return nil }
      return program[rotate.input].count + program[rotate.matrix].shape[0]
    }
    if let count = work.max() {
      let name = symbols.unique("rotation_work")
      sharedRotationWork = name
      scratch.append(Member(name: name, type: .int32, count: count))
    }
    scratch.sort { $0.type.size > $1.type.size }
  }

  /// The member that holds a buffer.
  func name(of buffer: BufferID) -> String? { names[buffer.index] }

  /// The scratch of a transform.
  func rotationWork(of step: RotateStep) -> String? {
    rotationWorks[step.output] ?? sharedRotationWork
  }

  /// Bytes of the members that survive a position, the number of positions among them.
  var lastingBytes: Int { lasting.reduce(positionBytes) { $0 + $1.count * $1.type.size } }

  /// Of the member that counts positions.
  private var positionBytes: Int { arena == nil ? 8 : 0 }

  /// Bytes of the members that do not.
  var scratchBytes: Int {
    scratch.reduce(arena?.bytes ?? 0) { $0 + $1.count * $1.type.size }
  }

  /// Size of the struct where each type is aligned to its size and pointers have 8 bytes at most.
  var structBytes: Int {
    let start = 8 * pointers.count + positionBytes
    if let arena { return arena.bytes + start }
    let end = (lasting + scratch).reduce(start) { offset, member in
      aligned(offset, member.type.size) + member.count * member.type.size
    }
    return aligned(end, 8)
  }

  private func aligned(_ offset: Int, _ size: Int) -> Int { (offset + size - 1) / size * size }

  // MARK: Scratch

  /// A member that is being filled, and the last step that reads its current buffer.
  private struct Slot {
    var base: String
    var index: Int
    var lastUse: Int
  }

  private mutating func placeScratch(
    _ program: Program, _ tile: Int, _ symbols: inout SymbolTable
  ) {
    let lifetimes = Lifetime.all(of: program, roles: [.scratch])
    let order = lifetimes.indices.filter { lifetimes[$0] != nil }.sorted {
      (lifetimes[$0]?.first ?? 0, $0) < (lifetimes[$1]?.first ?? 0, $1)
    }
    var slots: [Slot] = []
    for buffer in order {
      guard let lifetime = lifetimes[buffer] else { continue }
      let type = program.buffers[buffer].type
      let base = StateLayout.base(of: program.buffers[buffer].name)
      let free = slots.indices.first {
        slots[$0].base == base && slots[$0].lastUse < lifetime.first
          && scratch[slots[$0].index].type == type
      }
      // The head runs at one position.
      let rows = lifetime.last < program.body.count ? tile : 1
      let count = program.buffers[buffer].count * rows
      if let free {
        let index = slots[free].index
        slots[free].lastUse = lifetime.last
        scratch[index].count = max(scratch[index].count, count)
        names[buffer] = scratch[index].name
      } else {
        let name = symbols.unique(base)
        slots.append(Slot(base: base, index: scratch.count, lastUse: lifetime.last))
        scratch.append(Member(name: name, type: type, count: count))
        names[buffer] = name
      }
    }
  }

  /// The name without the layer: `l03_dt` and `l12_dt` have the base `dt`.
  private static func base(of name: String) -> String {
    guard name.first == "l", let end = name.firstIndex(of: "_") else { return name }
    let digits = name[name.index(after: name.startIndex)..<end]
    let rest = name[name.index(after: end)...]
    guard !digits.isEmpty, digits.allSatisfy(\.isNumber), rest.first?.isLetter == true else {
      return name
    }
    return String(rest)
  }
}
