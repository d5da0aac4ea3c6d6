/// Why a package cannot be emitted or written.
package enum EmissionError: Error, Hashable, Sendable {
  /// The program's verifier found violations, given in its words.
  case refused(program: String, violations: [String])
  /// The prefix is no identifier of C, or not in lower case.
  case prefix(String)
  /// The prefix is a word or a header of C or C++, or belongs to the runtime.
  case takenPrefix(String)
  /// The number of threads is out of range.
  case threads(Int)
  /// No name of a section that can hold constants.
  case section(String)
  /// A section for tables that are in no object file.
  case sectionOfBlob(String)
  /// No power of two in the range.
  case alignment(Int)
  /// A tokenizer for a model that takes no tokens.
  case noTokens(program: String)
  /// The tokenizer has ids that the model does not know.
  case vocabulary(tokenizer: Int, model: Int)
  /// The golden input has no position, or its logits do not suit the program.
  case golden(positions: Int, logits: Int, expected: Int)
  /// A template has a marker that the emitter does not fill, or lacks one that it does.
  case marker(template: String, marker: String, known: [String])
  /// A file that the executable should carry is absent.
  case missingFile(String)
  /// An `adder_packing.h` lacks a number or has a senseless one.
  case packing(file: String, name: String)
  /// The state does not fit the target's memory.
  case memory(target: String, kind: String, bytes: Int, limit: Int)
  /// The output directory holds something other than an earlier package.
  case occupied(directory: String, file: String)
  /// The file system refused.
  case write(path: String, reason: String)
}

extension EmissionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .refused(let program, let violations):
      "program \(program) is refused by the verifier (\(violations.count) violations): "
        + violations.prefix(3).joined(separator: "; ") + ". Quantize the checkpoint again."
    case .prefix(let prefix):
      """
      '\(prefix)' cannot start C names; use lower-case letters, digits and single underscores, \
      a letter first, at most 40 characters
      """
    case .takenPrefix(let prefix):
      """
      '\(prefix)' cannot start C names: it is a word or a header of C or C++, or starts with \
      'adder'; choose another prefix
      """
    case .threads(let count):
      "\(count) threads cannot be emitted; choose 1 to \(EmissionOptions.mostThreads)"
    case .section(let name):
      """
      '\(name)' cannot be the section of the tables; use at most 64 letters, digits, underscores \
      and dots, no digit first, and no section of code, of variables or of the compiler, such as \
      .text, .data or .bss
      """
    case .sectionOfBlob(let name):
      """
      section '\(name)' would be empty: with the placement 'blob' the tables are in a file of \
      their own and in no object file
      """
    case .alignment(let bytes):
      """
      tables cannot be aligned to \(bytes) bytes; choose a power of two from \
      \(EmissionOptions.alignments.lowerBound) to \(EmissionOptions.alignments.upperBound)
      """
    case .noTokens(let program):
      "\(program) takes no tokens; leave the tokenizer out"
    case .vocabulary(let tokenizer, let model):
      """
      the tokenizer has \(tokenizer) tokens and the model \(model); give the tokenizer that the \
      model was trained with
      """
    case .golden(let positions, let logits, let expected):
      "the self-test has \(positions) positions and \(logits) logits instead of \(expected)"
    case .marker(let template, let marker, let known):
      "template \(template): marker '\(marker)' is not one of \(known.joined(separator: ", "))"
    case .missingFile(let path):
      "\(path) is not part of this executable; run .ci/list-assets and build again"
    case .packing(let file, let name):
      "\(file): '\(name)' is missing or out of range"
    case .memory(let target, let kind, let bytes, let limit):
      "target \(target) has \(limit) bytes of \(kind), the model needs \(bytes)"
    case .occupied(let directory, let file):
      """
      \(directory): holds '\(file)', which is not part of an earlier package; choose another \
      directory or empty it
      """
    case .write(let path, let reason):
      "\(path): cannot be written (\(reason))"
    }
  }
}
