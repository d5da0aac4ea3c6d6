import CSyntax

extension KernelCall {
  /// Kernels that have a form for several threads, by file.
  private static let shareable = [
    "convolve", "discretize", "gate", "linear", "linear4", "normalize", "scan",
    "scan_heads",
  ]

  /// The first argument of a call that shares its work.
  static let hook = CValue.name("s->parallel")

  /// The call that shares its work among threads, through the hook of the state `s`; the call
  /// itself where it is too short for that.
  var shared: KernelCall {
    guard let kernel = KernelCall.shareable.first(where: { files.first == "adder_\($0).c" }) else {
      return self
    }
    var call = self
    call.function = "adder_parallel_" + function.dropFirst("adder_".count)
    call.files.append("adder_parallel_\(kernel).c")
    // The shared forms of both directions stand in one file.
    if kernel == "convolve" || kernel == "scan" {
      call.files += ["adder_backward.c", "adder_convolve.c", "adder_scan.c"]
    }
    call.arguments.insert(KernelCall.hook, at: 0)
    return call
  }
}
