package import RuntimeC
package import Tokenizer

/// The C tokenizer over tables as a package has them.
package final class NativeTokenizer {
  private let tables: TokenizerTables
  private var native = adder_tokenizer()
  private var blocks: [UnsafeMutableRawBufferPointer] = []

  package init(_ tokenizer: Tokenizer) {
    tables = TokenizerTables(tokenizer)
    native.vocabulary = UInt32(tables.vocabulary)
    native.longest = UInt32(tables.longest)
    native.merges = UInt32(tables.mergeCount)
    native.flags = tables.flags
    native.offsets = keep(tables.offsets)
    native.bytes = keep(tables.bytes)
    native.byte_ids = keep(tables.byteIDs)
    native.first = keep(tables.first)
    native.pairs = keep(tables.pairs)
    native.added = keep(
      tables.added.map {
        adder_added_token(id: $0.id, offset: $0.offset, length: $0.length, flags: $0.flags)
      })
    native.added_bytes = keep(tables.addedBytes)
    native.added_count = UInt32(tables.added.count)
    native.added_starts = keep(tables.addedStarts)
  }

  deinit {
    for block in blocks { block.deallocate() }
  }

  private func keep<Element>(_ values: [Element]) -> UnsafePointer<Element>? {
    let block = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, values.count * MemoryLayout<Element>.stride),
      alignment: MemoryLayout<Element>.alignment)
    blocks.append(block)
    values.withUnsafeBytes { block.copyMemory(from: $0) }
    return UnsafePointer(block.baseAddress?.assumingMemoryBound(to: Element.self))
  }

  /// The ids, and whether all could be written in `room` with so many `words` of work memory.
  package func encode(
    _ text: [UInt8], room: Int? = nil, words: Int? = nil
  ) -> (ids: [Int32], status: adder_tokenizer_status) {
    // Exactly sized, for the address sanitizer.
    var ids = [Int32](repeating: -7, count: room ?? (3 * text.count + 8))
    var work = [UInt32](repeating: 0xdead_beef, count: words ?? (17 * text.count + 80))
    var count = 0
    let status = adder_tokenizer_encode(
      &native, text, text.count, &ids, ids.count, &count, &work, work.count)
    return (Array(ids[..<count]), status)
  }

  package func bytes(of id: Int32) -> [UInt8] {
    var count = 0
    let start = adder_tokenizer_bytes(&native, id, &count)
    return Array(UnsafeBufferPointer(start: start, count: count))
  }

  package func isSpecial(_ id: Int32) -> Bool { adder_tokenizer_is_special(&native, id) == 1 }

  package func find(_ text: [UInt8]) -> Int32 { adder_tokenizer_find(&native, text, text.count) }

  /// What the streaming decoder writes for each id, and at the end.
  package func streamed(_ ids: [Int32]) -> [[UInt8]] {
    withUnsafePointer(to: &native) { tokenizer in
      var decoder = adder_decoder()
      adder_decoder_init(&decoder, tokenizer)
      var text = [UInt8](repeating: 0, count: 3 * (tables.longest + 3))
      var pieces = ids.map { id in
        let count = adder_decoder_push(&decoder, id, &text)
        return Array(text[..<count])
      }
      let count = adder_decoder_flush(&decoder, &text)
      pieces.append(Array(text[..<count]))
      return pieces
    }
  }
}
