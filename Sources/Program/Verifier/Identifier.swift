/// Names that buffers, constants and programs may have.
enum Identifier {
  static let longest = 63

  /// Words of lower-case letters and digits, joined by single underscores, a letter first;
  /// no keyword of C or C++, no name of `stdint.h` and no macro that compilers predefine.
  static func isValid(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= longest else {
      return false
    }
    let underscore = UInt8(ascii: "_")
    let isLetter = { (c: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(c) }
    let isDigit = { (c: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(c) }
    guard isLetter(first), last != underscore,
      bytes.allSatisfy({ isLetter($0) || isDigit($0) || $0 == underscore }),
      !zip(bytes, bytes.dropFirst()).contains(where: { $0 == underscore && $1 == underscore })
    else { return false }
    return !reserved.contains(name)
  }

  private static let reserved = Set(
    """
    alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand \
    bitor bool break case catch char char8_t char16_t char32_t class co_await co_return \
    co_yield compl concept const const_cast consteval constexpr constinit continue decltype \
    default delete do double dynamic_cast else enum errno explicit export extern false float \
    for friend goto if inline int int8_t int16_t int32_t int64_t intmax_t intptr_t linux long \
    main mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected \
    ptrdiff_t public register reinterpret_cast requires restrict return short signed size_t \
    sizeof static static_assert static_cast struct switch template this thread_local throw \
    true try typedef typeid typename typeof uint8_t uint16_t uint32_t uint64_t uintmax_t \
    uintptr_t union unix unsigned using virtual void volatile wchar_t while xor xor_eq
    """.split(separator: " ").map(String.init))
}

/// Free text of a program: origins, labels, provenance.
enum TextLimit {
  static let bytes = 4096

  /// No control characters and no line separators; such text goes into comments and tables.
  static func allows(_ text: String) -> Bool {
    text.utf8.count <= bytes
      && text.unicodeScalars.allSatisfy {
        switch $0.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
      }
  }
}
