/// A byte-level byte-pair encoding, or plain bytes: text to token ids and back.
///
/// This is the definition; the C of `Runtime-C/tokenizer` gives the same ids. Both equal what
/// the Python package `tokenizers` gives without template tokens (`add_special_tokens=False`).
package struct Tokenizer: Sendable {
  /// The bytes of each token, by id.
  package let tokens: [[UInt8]]
  /// The token of each byte; nil where the vocabulary has none. 256 entries.
  package let byteIDs: [Int32?]
  package let merges: MergeTable
  /// By id.
  package let added: [AddedToken]
  /// Text is brought to normal form C.
  package let normalizes: Bool
  /// Text is cut into words by the expression of GPT-2.
  package let splits: Bool
  /// Text between added tokens gets a space in front unless it begins with one.
  package let addsPrefixSpace: Bool

  private let rawScanner: AddedTokenScanner
  private let normalizedScanner: AddedTokenScanner
  private let specialIDs: Set<Int32>

  init(
    tokens: [[UInt8]], byteIDs: [Int32?], merges: MergeTable, added: [AddedToken] = [],
    normalizes: Bool = false, splits: Bool = false, addsPrefixSpace: Bool = false
  ) {
    self.tokens = tokens
    self.byteIDs = byteIDs
    self.merges = merges
    self.added = added.sorted { $0.id < $1.id }
    self.normalizes = normalizes
    self.splits = splits
    self.addsPrefixSpace = addsPrefixSpace
    rawScanner = AddedTokenScanner(added.filter { !$0.isNormalized })
    normalizedScanner = AddedTokenScanner(added.filter(\.isNormalized))
    specialIDs = Set(added.filter(\.isSpecial).map(\.id))
  }

  /// Reads a `tokenizer.json` of Hugging Face.
  ///
  /// - Throws: ``TokenizerError`` where the file cannot be read, is malformed, or asks for
  ///   something else than byte-level BPE as GPT-2 and GPT-NeoX have it.
  package init(contentsOf path: String) throws(TokenizerError) {
    self = try TokenizerFile.read(path)
  }

  /// Plain bytes: the ids are the bytes.
  package static let bytes = Tokenizer(
    tokens: (0..<256).map { [UInt8($0)] }, byteIDs: (0..<256).map { Int32($0) },
    merges: MergeTable([]))

  /// Number of ids, which are 0 ..< vocabulary.
  package var vocabulary: Int { tokens.count }

  /// The ids of a text in UTF-8.
  ///
  /// A byte that is no UTF-8 is encoded by itself, as a symbol that is neither letter, number nor
  /// white space; a byte that the vocabulary lacks is left out.
  package func encode(_ text: [UInt8]) -> [Int32] {
    var ids: [Int32] = []
    for piece in rawScanner.pieces(of: text[...]) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let text):
        let normalized = normalizes ? CanonicalForm.composed(text)[...] : text
        encodeNormalized(normalized, into: &ids)
      }
    }
    return ids
  }

  /// The ids of a text.
  package func encode(_ text: String) -> [Int32] { encode(Array(text.utf8)) }

  private func encodeNormalized(_ text: ArraySlice<UInt8>, into ids: inout [Int32]) {
    for piece in normalizedScanner.pieces(of: text) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(var text):
        if addsPrefixSpace, text.first != UInt8(ascii: " ") {
          text = [UInt8(ascii: " ")] + text
        }
        encodeWords(text, into: &ids)
      }
    }
  }

  private func encodeWords(_ text: ArraySlice<UInt8>, into ids: inout [Int32]) {
    let scanner = WordScanner(text: text)
    var start = text.startIndex
    while start < text.endIndex {
      let end = splits ? scanner.wordEnd(from: start) : text.endIndex
      ids += merges.merged(text[start..<end].compactMap { byteIDs[Int($0)] })
      start = end
    }
  }

  /// The exact bytes of a sequence of tokens; they need not be UTF-8. Ids outside the vocabulary
  /// give nothing.
  package func decode(_ ids: [Int32]) -> [UInt8] {
    ids.flatMap { bytes(of: $0) }
  }

  /// The exact bytes of one token; none for an id outside the vocabulary.
  package func bytes(of id: Int32) -> [UInt8] {
    tokens.indices.contains(Int(id)) ? tokens[Int(id)] : []
  }

  /// True for an added token that is marked special, such as the end of the text.
  package func isSpecial(_ id: Int32) -> Bool { specialIDs.contains(id) }

  /// The id of the token that stands for exactly these bytes.
  package func id(of bytes: [UInt8]) -> Int32? {
    tokens.firstIndex(of: bytes).map { Int32($0) }
  }
}
