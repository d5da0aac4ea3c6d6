import CSyntax

/// What a package has more that shares its work among threads; empty where it does not.
extension EmittedModel {
  /// For compiler and linker.
  var threadFlags: [String] { isParallel ? ["-pthread"] : [] }

  /// Of the public header.
  var hookInclude: [CNode] { isParallel ? [.include("adder_parallel.h"), .blank] : [] }

  /// Of the model's source: the functions that it calls.
  var kernelInclude: [CNode] {
    [KernelSet.header, isParallel ? "adder_parallel_kernels.h" : "adder_kernels.h"].map {
      .include($0)
    }
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

  /// What the programs of the package do to have weights and threads, by marker.
  func programInsertions() throws(EmissionError) -> [(
    marker: String, text: (_ indent: Int) -> [UInt8]
  )] {
    let pool = isParallel ? try Template("pool.c").filled(prefix: prefix, []) : []
    let isMapped = placement == .blob
    let initialiser = isMapped ? try Template("weights_file.c").filled(prefix: prefix, []) : []
    let nodes: (CNode) -> (Int) -> [UInt8] = { node in
      { isParallel ? CPrinter.print([node], indent: $0) : [] }
    }
    let includes =
      (isParallel ? ["#include \"adder_pool.h\""] : [])
      + (isMapped
        ? ["", "#include <fcntl.h>"]
          + ["mman", "stat"].map { "#include <sys/\($0).h>" } + ["#include <unistd.h>"] : [])
      + ["#ifdef ADDER_CHECKED", "#include \"adder_check_failed.h\"", "#endif"]
    let begin =
      isMapped
      ? ["if (adder_init(&state) != 0) {", "  return 1;", "}"] : ["\(prefix)_init(&state);"]
    return [
      ("include", { EmittedModel.lines(includes, indent: $0) }), ("threads", { _ in pool }),
      ("init", { _ in initialiser }), ("begin", { EmittedModel.lines(begin, indent: $0) }),
      ("start", nodes(.call("adder_start_threads", [.address("state")]))),
      ("stop", nodes(.call("adder_stop_threads", []))),
    ]
  }
}
