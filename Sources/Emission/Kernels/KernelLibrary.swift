import TargetDescription

/// The kernels that a target selects: for each file name the first directory of `Runtime-C`
/// that has it.
struct KernelLibrary {
  /// Of `Runtime-C`, the most special first; what all targets share is searched last.
  let directories: [String]
  /// How these kernels want their weights.
  let packing: Packing
  /// The name of these kernels for linkers, see ``KernelSet``.
  let kernelSet: String

  /// Of `Runtime-C`, for all targets.
  private static let common = [
    "checked", "parallel", "pool", "sampler", "tokenizer", "unicode", "include",
  ]

  /// - Throws: ``EmissionError/missingFile(_:)``, ``EmissionError/packing(file:name:)``.
  init(_ target: TargetDescription) throws(EmissionError) {
    directories = target.kernels + KernelLibrary.common
    guard let header = KernelLibrary.find("adder_packing.h", in: directories) else {
      throw .missingFile("Runtime-C/\(target.kernels.last ?? "portable")/adder_packing.h")
    }
    packing = try Packing(header)
    kernelSet = KernelSet.name(directories)
  }

  /// Sources with those names and every header that they include, sorted by name; that of
  /// ``KernelSet`` has the name of these kernels.
  func closure(of sources: [String]) throws(EmissionError) -> [EmittedFile] {
    var files: [String: EmittedFile] = [:]
    var waiting = sources
    while let name = waiting.popLast() {
      if files[name] != nil { continue }
      guard let file = KernelLibrary.find(name, in: directories) else {
        throw .missingFile("Runtime-C/\(directories[0])/\(name)")
      }
      let bytes = name == KernelSet.header ? KernelSet.named(file.bytes, kernelSet) : file.bytes
      files[name] = EmittedFile(
        path: name, bytes: bytes, usesVectors: !KernelLibrary.isPlainC(file))
      waiting += KernelLibrary.includes(of: file)
    }
    return files.values.sorted { $0.path < $1.path }
  }

  private static func find(_ name: String, in directories: [String]) -> EmbeddedFile? {
    for directory in directories {
      if let file = EmbeddedFile.find("Runtime-C/\(directory)/\(name)") { return file }
    }
    return nil
  }

  /// True for files without intrinsics or assembler.
  private static func isPlainC(_ file: EmbeddedFile) -> Bool {
    (["portable"] + common).contains {
      file.path.hasPrefix("Runtime-C/\($0)/")
    }
  }

  /// Names of the headers of the runtime that a file includes.
  private static func includes(of file: EmbeddedFile) -> [String] {
    String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      guard line.hasPrefix("#include \"") else { return nil }
      return line.split(separator: "\"").dropFirst().first.map(String.init)
    }
  }
}
