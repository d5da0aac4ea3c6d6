/// A buffer of the program as a kernel sees it: one row for each position of a block.
struct Rows<Element> {
  let base: UnsafeMutablePointer<Element>
  /// Elements from one row to the next; 0 for a state buffer, which all positions share.
  let stride: Int

  /// First element of the row.
  subscript(row: Int) -> UnsafeMutablePointer<Element> {
    @inline(__always) get { base + row * stride }
  }
}
