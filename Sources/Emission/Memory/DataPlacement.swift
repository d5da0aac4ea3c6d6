import CSyntax

/// Where gcc puts the constants of a source: how much alignment costs between them.
///
/// It emits them from the last to the first, those with addresses in a section of their own, and
/// aligns large ones by more than their type needs.
struct DataPlacement {
  /// `architecture` of a target.
  let architecture: String

  /// Bytes of constants with addresses, and of all others.
  private var ends = (pointers: 0, numbers: 0)
  /// Sum of the sizes.
  private var contents = 0

  init(architecture: String) { self.architecture = architecture }

  /// Bytes between the constants.
  var padding: Int { ends.pointers + ends.numbers - contents }

  var pointerSize: Int { architecture == "armv7" ? 4 : 8 }

  private var isX86: Bool { ["host", "x86-64"].contains(architecture) }

  /// Places a table before those that are placed already.
  ///
  /// - Parameter isAligned: Whether it begins at a cache line.
  mutating func add(table bytes: Int, elementSize: Int, isAligned: Bool) {
    let usual =
      switch architecture {
      case "aarch64": 16
      default: isX86 ? grown(bytes, elementSize) : 8
      }
    let alignment = isAligned ? 64 : usual
    ends.numbers = aligned(ends.numbers, alignment) + bytes
    contents += bytes
  }

  /// Places the parameters of a step before those that are placed already.
  mutating func add(_ fields: [CObject.Field]) {
    let layout = self.layout(.list(fields.map(\.value)))
    let alignment =
      isX86 ? grown(layout.size, layout.alignment) : max(layout.alignment, pointerSize)
    if layout.hasAddress {
      ends.pointers = aligned(ends.pointers, alignment) + layout.size
    } else {
      ends.numbers = aligned(ends.numbers, alignment) + layout.size
    }
    contents += layout.size
  }

  /// Bytes of the parameters of a step.
  func bytes(of fields: [CObject.Field]) -> Int { layout(.list(fields.map(\.value))).size }

  /// Bytes of names and of the array of their addresses.
  func bytes(ofLabels labels: [String]) -> Int {
    let alignment = isX86 ? 1 : pointerSize
    let names = labels.reduce(0) { aligned($0, alignment) + $1.utf8.count + 1 }
    return names + pointerSize * labels.count
  }

  private func aligned(_ offset: Int, _ alignment: Int) -> Int {
    (offset + alignment - 1) / alignment * alignment
  }

  /// Alignment that gcc gives on x86.
  private func grown(_ size: Int, _ natural: Int) -> Int {
    switch size {
    case 32...: 32
    case 16...: 16
    case 8...: 8
    default: natural
    }
  }

  /// Size and alignment of a member; a list is a struct.
  private func layout(_ value: CValue) -> (size: Int, alignment: Int, hasAddress: Bool) {
    switch value {
    case .integer: return (4, 4, false)
    case .unsigned64: return (8, 8, false)
    case .name, .address: return (pointerSize, pointerSize, true)
    case .list(let members):
      var end = 0
      var alignment = 1
      var hasAddress = false
      for member in members.map(layout) {
        end = aligned(end, member.alignment) + member.size
        alignment = max(alignment, member.alignment)
        hasAddress = hasAddress || member.hasAddress
      }
      return (aligned(end, alignment), alignment, hasAddress)
    }
  }
}
