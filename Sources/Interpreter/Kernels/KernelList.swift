import Program

/// The kernels of a section, made at the start or, where memory matters more than time, each time
/// that one runs.
struct KernelList: RandomAccessCollection, Sendable {
  private let program: Program
  private let steps: [Step]
  /// Nil where kernels are not kept.
  private let kept: [any Kernel]?

  /// - Parameter steps: Of `program`, which is verified.
  init(_ steps: [Step], of program: Program, areKept: Bool) {
    self.program = program
    self.steps = steps
    kept = areKept ? steps.map { $0.kernel(of: program) } : nil
  }

  var startIndex: Int { 0 }
  var endIndex: Int { steps.count }

  subscript(index: Int) -> any Kernel {
    kept?[index] ?? steps[index].kernel(of: program)
  }
}
