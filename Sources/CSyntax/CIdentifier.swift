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
    auto break case char const continue default do double else enum extern float for goto if
    inline int long register restrict return short signed sizeof static struct switch typedef
    union unsigned void volatile while alignas alignof and and_eq asm bitand bitor bool catch
    char8_t char16_t char32_t class co_await co_return co_yield compl concept const_cast
    consteval constexpr constinit decltype delete dynamic_cast explicit export false friend
    mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected
    public reinterpret_cast requires static_assert static_cast template this thread_local throw
    true try typeid typename typeof typeof_unqual using virtual wchar_t xor xor_eq
    asm assert errno fortran i386 linux main offsetof stderr stdin stdout unix
    int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t size_t ptrdiff_t
    INT32_MIN INT64_C UINT64_C NULL EOF
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}

/// Makes names that are valid and unique within one scope of C.
package struct SymbolTable {
  private var taken: Set<String>

  /// - Parameter taken: Names that the scope has already.
  package init(taken: [String] = []) { self.taken = Set(taken) }

  /// `name`, or a name like it if that is reserved, taken or no identifier.
  package mutating func unique(_ name: String) -> String {
    let base = CIdentifier.isValid(name) ? name : CIdentifier.sanitized(name)
    var candidate = CIdentifier.isReserved(base) ? base + "_" : base
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(base)_\(number)"
      number += 1
    }
    taken.insert(candidate)
    return candidate
  }
}
