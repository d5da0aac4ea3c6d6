import Program
import TargetDescription
import TensorFile

/// The name by which a linker tells the kernels of one target and version from all others.
///
/// Kernels have the same names for every target, but code and packing of their own.
/// `adder_kernel_set.h` says how two of them are kept out of one program.
enum KernelSet {
  /// Has the name.
  static let header = "adder_kernel_set.h"
  /// Defines it.
  static let source = "adder_kernel_set.c"
  /// What stands in its place in `Runtime-C`.
  private static let placeholder = "adder_kernels_00000000"

  /// `adder_kernels_HASH_DIRECTORY`, the same for all models.
  ///
  /// The hash is of the version and of every file that the directories have, whether or not a
  /// model uses it. It stands first because C99 lets linkers take 31 characters only.
  ///
  /// - Parameter directories: Of `Runtime-C`; of each file name the first one counts.
  static func name(_ directories: [String]) -> String {
    var files: [String: EmbeddedFile] = [:]
    for directory in directories {
      for file in EmbeddedFile.all(under: "Runtime-C/\(directory)/") where files[file.name] == nil {
        files[file.name] = file
      }
    }
    var hash = SHA256()
    hash.update(Array(Version.current.utf8))
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      hash.update(Array("\n\(name) \(file.bytes.count)\n".utf8) + file.bytes)
    }
    let directory = directories[0].map { $0 == "-" ? "_" : "\($0)" }.joined()
    return "adder_kernels_\(hash.finalize().prefix(8))_\(directory)"
  }

  /// The header with `name` in it.
  static func named(_ header: [UInt8], _ name: String) -> [UInt8] {
    Array(String(decoding: header, as: UTF8.self).replacing(placeholder, with: name).utf8)
  }
}
