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
