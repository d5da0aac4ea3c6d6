/// Names of sections of object files that can hold tables.
package enum CSection {
  /// Longest name that is accepted.
  package static let longest = 64

  /// Letters, digits, underscores and dots, no digit first, so that the name can stand in a string
  /// of C and in assembler; none that compilers or linkers take for something else than constants.
  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= longest else { return false }
    return name.utf8.allSatisfy(isAllowed) && !isDigit(first)
      && name.utf8.contains { $0 != UInt8(ascii: ".") }
      && !reserved.contains { name == $0 || name.hasPrefix($0 + ".") }
      && !name.hasPrefix(".debug")
  }

  private static let reserved = [
    ".text", ".init", ".fini", ".plt", ".data", ".sdata", ".tdata", ".bss", ".sbss", ".tbss",
    ".common", ".note", ".comment", ".gnu", ".symtab", ".strtab", ".shstrtab", ".rel", ".rela",
    ".init_array", ".fini_array", ".preinit_array", ".ctors", ".dtors", ".eh_frame", ".group",
    ".interp", ".dynamic", ".dynsym", ".dynstr", ".got", ".hash", ".lbss", ".ldata", ".ltext",
    ".line", ".stab", ".stabstr",
  ]

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
