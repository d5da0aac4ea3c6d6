/// Rules for names in C and in C++ programs that include the emitted header.
package enum CIdentifier {
  /// Longest name that is accepted.
  package static let longest = 63

  /// A letter, then letters, digits and underscores, at most ``longest`` of them.
  package static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= longest else { return false }
    return isLetter(first) && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x5f }
  }

  /// A keyword of C or C++, or a macro or an object of their headers.
  package static func isReserved(_ name: String) -> Bool { reserved.contains(name) }

  /// `name` with every other character replaced, so that it is valid.
  package static func sanitized(_ name: String) -> String {
    let bytes = name.utf8.map { isLetter($0) || isDigit($0) ? $0 : UInt8(ascii: "_") }
    let text = String(decoding: bytes.prefix(longest - 8), as: UTF8.self)
    guard let first = bytes.first, isLetter(first) else { return "x" + text }
    return text
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static let reserved: Set<String> = Set(
    """
    alignas alignof and and_eq asm assert atomic_cancel atomic_commit atomic_noexcept auto
    bitand bitor bool break case catch char char16_t char32_t char8_t class co_await co_return
    co_yield compl concept const const_cast consteval constexpr constinit continue decltype
    default delete do double dynamic_cast else enum EOF errno explicit export extern false float
    for fortran friend goto i386 if inline int int16_t INT32_MIN int32_t INT64_C int64_t int8_t
    intmax_t intptr_t linux long main mutable namespace new noexcept not not_eq NULL nullptr
    offsetof operator or or_eq private protected ptrdiff_t public register reinterpret_cast
    requires restrict return short signed size_t sizeof static static_assert static_cast stderr
    stdin stdout struct switch template this thread_local throw true try typedef typeid typename
    typeof typeof_unqual uint16_t uint32_t UINT64_C uint64_t uint8_t uintmax_t uintptr_t union
    unix unsigned using virtual void volatile wchar_t while xor xor_eq
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
