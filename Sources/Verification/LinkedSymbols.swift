/// What object files of the library may call.
enum LinkedSymbols {
  /// The first symbol that no object defines and that is no known integer function, or nil.
  ///
  /// - Parameter listing: Output of `nm -P` over all objects.
  static func foreign(in listing: String) -> String? {
    var defined: Set<String> = []
    var used: [String] = []
    for line in listing.split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count >= 2, fields[1].count == 1 else { continue }
      if fields[1] == "U" || fields[1] == "w" {
        used.append(fields[0])
      } else {
        defined.insert(fields[0])
      }
    }
    return used.first { !defined.contains($0) && !allowed.contains($0) }
  }

  /// Memory functions, stack protection, and the compilers' helpers for wide integers.
  private static let allowed: Set<String> = [
    "memcpy", "memmove", "memset", "memcmp", "_GLOBAL_OFFSET_TABLE_", "__stack_chk_fail",
    "__stack_chk_guard", "__ashldi3", "__ashrdi3", "__lshrdi3", "__muldi3", "__divdi3",
    "__udivdi3", "__moddi3", "__umoddi3", "__divsi3", "__udivsi3", "__modsi3", "__umodsi3",
    "__mulsi3", "__clzsi2", "__clzdi2", "__ctzsi2", "__ctzdi2", "__aeabi_idiv",
    "__aeabi_uidiv", "__aeabi_idivmod", "__aeabi_uidivmod", "__aeabi_ldivmod",
    "__aeabi_uldivmod", "__aeabi_lmul", "__aeabi_llsl", "__aeabi_llsr", "__aeabi_lasr",
    "__aeabi_memcpy", "__aeabi_memcpy4", "__aeabi_memcpy8", "__aeabi_memset",
    "__aeabi_memset4", "__aeabi_memset8", "__aeabi_memclr", "__aeabi_memclr4",
    "__aeabi_memclr8", "__aeabi_memmove", "__aeabi_memmove4", "__aeabi_memmove8",
    "__aeabi_unwind_cpp_pr0", "__aeabi_unwind_cpp_pr1",
  ]
}
