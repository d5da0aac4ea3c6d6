/// One step of the program, ready to run: its tables at fixed addresses, its buffers by id.
protocol Kernel: Sendable {
  /// Executes the step at the positions `rows` of the block, in order.
  func run(in workspace: Workspace, rows: Range<Int>)
}
