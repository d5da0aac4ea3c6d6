import CSyntax

/// What a package has more that shares its work among threads; empty where it does not.
extension EmittedModel {
  /// For compiler and linker.
  var threadFlags: [String] { isParallel ? ["-pthread"] : [] }

  /// Of the public header.
  var hookInclude: [CNode] { isParallel ? [.include("adder_parallel.h"), .blank] : [] }

  /// Of the model's source: the functions that it calls.
  var kernelInclude: [CNode] {
    [.include(isParallel ? "adder_parallel_kernels.h" : "adder_kernels.h")]
  }

  /// The first member of the state.
  var hookMember: [CNode] {
    guard isParallel else { return [] }
    return [
      .comment(["for good: threads that share the work, or NULL"]),
      .declaration(CDeclaration(type: "const adder_parallel", name: "*parallel")),
    ]
  }

  /// Of the public header.
  var threadCount: [CNode] {
    guard isParallel else { return [] }
    return [
      .blank, .comment(["Threads that the programs of this package start."]),
      .define("\(macro)_THREADS", .integer(options.threads)),
    ]
  }

  /// The declaration of the function that sets the hook.
  func hookSetter() throws(EmissionError) -> [UInt8] {
    isParallel ? try Template("parallel.h").filled(prefix: prefix, []) : []
  }

  /// The functions that make a state usable and set it back.
  func resetFunctions() throws(EmissionError) -> [UInt8] {
    try Template(isParallel ? "parallel_state.c" : "serial_state.c").filled(prefix: prefix, [])
  }

  /// What the programs of the package do to have threads, by marker.
  func threadInsertions() throws(EmissionError) -> [(
    marker: String, text: (_ indent: Int) -> [UInt8]
  )] {
    let pool = isParallel ? try Template("pool.c").filled(prefix: prefix, []) : []
    let nodes: (CNode) -> (Int) -> [UInt8] = { node in
      { isParallel ? CPrinter.print([node], indent: $0) : [] }
    }
    return [
      ("include", nodes(.include("adder_pool.h"))), ("threads", { _ in pool }),
      ("start", nodes(.call("adder_start_threads", [.address("state")]))),
      ("stop", nodes(.call("adder_stop_threads", []))),
    ]
  }
}
