/// One step of the program, ready to run: its tables at fixed addresses, its buffers by id.
///
/// Kernels that are generic over element types state `@specialized` for `run`: it is called
/// through this protocol, where the compiler would otherwise keep the generic code.
protocol Kernel: Sendable {
  /// Executes the step at the positions `rows` of the block, in order.
  func run(in workspace: Workspace, rows: Range<Int>)
}

extension Range<Int> {
  /// The rows from the first to the last, or from the last to the first.
  func ordered(backward: Bool) -> StrideTo<Int> {
    backward
      ? stride(from: upperBound - 1, to: lowerBound - 1, by: -1)
      : stride(from: lowerBound, to: upperBound, by: 1)
  }
}
