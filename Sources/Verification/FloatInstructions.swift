/// Which instructions of a disassembly compute with floating-point numbers.
///
/// Moves of whole registers are not among them: compilers use them for integers too.
struct FloatInstructions {
  private let isFloat: @Sendable (_ mnemonic: Substring, _ operands: Substring) -> Bool

  /// Nil for an architecture that is not known.
  init?(architecture: String) {
    switch architecture {
    case "aarch64": isFloat = { mnemonic, _ in FloatInstructions.isAArch64(mnemonic) }
    case "armv7": isFloat = { mnemonic, _ in FloatInstructions.isARM(mnemonic) }
    case "rv64": isFloat = { mnemonic, _ in FloatInstructions.isRISCV(mnemonic) }
    case "x86-64": isFloat = { mnemonic, _ in FloatInstructions.isX86(mnemonic) }
    default: return nil
    }
  }

  /// The first floating-point instruction of what `objdump -d --no-show-raw-insn` prints.
  func first(in listing: String) -> String? {
    for line in listing.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), line.first == " " else { continue }
      let text = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      let mnemonic = text.prefix { $0 != " " && $0 != "\t" }
      if isFloat(mnemonic, text.dropFirst(mnemonic.count)) { return String(text) }
    }
    return nil
  }

  /// `fadd`, `fmla`, `scvtf`, ...; `fmov` moves bits.
  private static func isAArch64(_ mnemonic: Substring) -> Bool {
    if mnemonic.first == "f" { return mnemonic != "fmov" }
    return ["scvtf", "ucvtf", "bfdot", "bfmmla"].contains(mnemonic)
  }

  /// `vadd.f32`, `vcvt.s32.f32`, ...
  private static func isARM(_ mnemonic: Substring) -> Bool {
    [".f16", ".f32", ".f64"].contains { mnemonic.contains($0) } && !mnemonic.hasPrefix("vmov")
  }

  /// `fadd.s`, `vfmacc.vv`, ...; `fence`, `vfirst.m` and moves of bits are integer.
  private static func isRISCV(_ mnemonic: Substring) -> Bool {
    if ["fence", "vfirst", "fmv."].contains(where: mnemonic.hasPrefix) { return false }
    return mnemonic.first == "f" || mnemonic.hasPrefix("vf") || mnemonic.hasPrefix("c.f")
  }

  /// `addps`, `vfmadd231sd`, `cvtsi2sd`, `fld`, ...; shuffles, logic and moves are integer.
  private static func isX86(_ mnemonic: Substring) -> Bool {
    if mnemonic.first == "f" { return true }
    let name = mnemonic.first == "v" ? mnemonic.dropFirst() : mnemonic
    if name.hasPrefix("cvt") || name.hasPrefix("comis") || name.hasPrefix("ucomis") {
      return true
    }
    let operations = [
      "add", "sub", "mul", "div", "sqrt", "rsqrt", "rcp", "max", "min", "cmp", "hadd", "hsub",
      "dp", "round", "rndscale", "getexp", "getmant", "scalef", "range", "reduce", "fixupimm",
      "fm", "fnm",
    ]
    return ["ps", "pd", "ss", "sd", "ph", "sh"].contains(where: name.hasSuffix)
      && operations.contains(where: name.hasPrefix)
  }
}
