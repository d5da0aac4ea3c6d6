import TargetDescription

/// Sizes of the library's code on one target, as `.ci/record-code-sizes` measured them.
///
/// A line of the record has the target, a name and numbers: of a file of `Runtime-C` the bytes of
/// its object and the stack of its deepest call; of `language`, `classifier` and `image` the same
/// of the model's source beyond what grows with its calls; of `threads` what a hook for threads
/// adds to that; of `argument`, `image-argument` and `hook-argument` hundredths of a byte for each
/// argument of a call; of `pool` the size of the pool of threads. The line of `compiler` names it.
struct CodeSizes {
  struct Size {
    var bytes: Int
    var stack: Int
  }

  static let path = "Runtime-C/code-sizes.txt"

  let compiler: String
  private let sizes: [String: Size]

  /// Those of a target; nil where the record has none of it.
  init?(_ target: String) {
    guard let record = EmbeddedFile.find(CodeSizes.path) else { return nil }
    self.init(record.bytes, target: target)
  }

  init?(_ record: [UInt8], target: String) {
    var compiler: String?
    var sizes: [String: Size] = [:]
    for line in String(decoding: record, as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard words.count >= 3, words[0] == target else { continue }
      if words[1] == "compiler" {
        compiler = words[2...].joined(separator: " ")
      } else if let bytes = Int(words[2]) {
        sizes[words[1]] = Size(bytes: bytes, stack: words.count > 3 ? Int(words[3]) ?? 0 : 0)
      }
    }
    guard let compiler else { return nil }
    self.compiler = compiler
    self.sizes = sizes
  }

  /// Of a file or another name of the record; nothing where it has none.
  subscript(_ name: String) -> Size { sizes[name] ?? Size(bytes: 0, stack: 0) }

  /// Bytes of calls with so many arguments together.
  ///
  /// - Parameters:
  ///   - hooks: Further arguments that are the hook for threads.
  ///   - isImage: Whether they refer to the arena of an image.
  func calls(arguments: Int, hooks: Int, isImage: Bool) -> Int {
    let argument = self[isImage ? "image-argument" : "argument"].bytes
    return (argument * arguments + self["hook-argument"].bytes * hooks + 50) / 100
  }
}
