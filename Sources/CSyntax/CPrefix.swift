/// Names that may start every name and file of an emitted package.
package enum CPrefix {
  /// Longest prefix that is accepted.
  package static let longest = 40

  /// Words of lower-case letters and digits, joined by single underscores, a letter first: so
  /// that names, files and macros of two packages never meet.
  package static func isWellFormed(_ name: String) -> Bool {
    CIdentifier.isValid(name) && name.utf8.count <= longest && name == name.lowercased()
      && !name.hasSuffix("_") && !name.contains("__")
  }

  /// True for words of C and C++, for names whose `NAME.h` or `NAME_WIDTH` is the standard
  /// library's, and for names that start like those of the runtime.
  package static func isTaken(_ name: String) -> Bool {
    CIdentifier.isReserved(name) || headers.contains(name) || widths.contains(name)
      || name.hasPrefix("adder")
  }

  /// A prefix that is well formed and not taken, from any text, e.g. a directory's name.
  package static func make(from text: String) -> String {
    let words = text.lowercased().unicodeScalars.split { scalar in
      !(("a"..."z").contains(scalar) || ("0"..."9").contains(scalar))
    }
    let joined = words.map { String($0) }.joined(separator: "_")
    let name = trimmed(joined, to: longest)
    if name.isEmpty { return "model" }
    if isWellFormed(name), !isTaken(name) { return name }
    return "m_" + trimmed(joined, to: longest - 2)
  }

  /// The first `count` characters, without underscores at the end.
  private static func trimmed(_ text: String, to count: Int) -> String {
    var text = text.prefix(count)
    while text.last == "_" { text.removeLast() }
    return String(text)
  }

  /// Headers of C, POSIX and Linux, without `.h`.
  private static let headers: Set<String> = Set(
    """
    aio alloca assert byteswap complex cpio ctype dirent dlfcn elf endian errno error execinfo
    fcntl features fenv float fmtmsg fnmatch ftw getopt glob grp iconv inttypes iso646 langinfo
    libgen limits link locale malloc math memory monetary mqueue ndbm netdb nl_types poll
    pthread pwd regex sched search semaphore setjmp signal spawn stdalign stdarg stdatomic
    stdbit stdbool stdckdint stddef stdint stdio stdlib stdnoreturn string strings stropts
    syscall syslog tar termios tgmath threads time trace uchar ulimit unistd utime utmpx values
    wait wchar wctype wordexp
    """.split { $0 == " " || $0 == "\n" }.map(String.init))

  /// What `stdint.h` and `limits.h` define a `..._WIDTH` for since C23.
  private static let widths: Set<String> = Set(
    """
    bool char int int8 int16 int32 int64 intmax intptr llong long ptrdiff schar short
    sig_atomic size uchar uint uint8 uint16 uint32 uint64 uintmax uintptr ullong ulong ushrt
    shrt wchar wint int_fast8 int_fast16 int_fast32 int_fast64 int_least8 int_least16
    int_least32 int_least64 uint_fast8 uint_fast16 uint_fast32 uint_fast64 uint_least8
    uint_least16 uint_least32 uint_least64
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
