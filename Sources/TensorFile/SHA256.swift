/// SHA-256 (FIPS 180-4), streaming.
package struct SHA256 {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// Bytes that do not fill a block yet, fewer than 64.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  package init() {}

  /// Takes in `bytes`, after all bytes taken in before.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount += UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let taken = min(64 - pending.count, rest.count)
      pending += rest.prefix(taken)
      rest = rest.dropFirst(taken)
      if pending.count < 64 { return }
      let block = pending
      block.withUnsafeBytes { compress($0) }
      pending = []
    }
    let whole = rest.count & ~63
    compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
    pending += rest.dropFirst(whole)
  }

  /// Takes in `bytes`, after all bytes taken in before.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// The digest of all bytes taken in, in lower-case hex.
  package func finalize() -> String {
    var last = self
    var padding: [UInt8] = [0x80]
    padding += [UInt8](repeating: 0, count: (119 - pending.count) & 63)
    padding += (0..<8).map { UInt8(truncatingIfNeeded: (byteCount * 8) >> (56 - 8 * $0)) }
    last.update(padding)
    return last.state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// The digest of `bytes`.
  package static func hex(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// The digest of the file at `path`.
  package static func hex(ofFile path: String) throws(TensorFileError) -> String {
    hex(of: try MappedFile(path: path))
  }

  /// The digest of a mapped file.
  package static func hex(of file: MappedFile) -> String {
    var hash = SHA256()
    let chunk = 1 << 24
    for start in stride(from: 0, to: file.count, by: chunk) {
      let range = start..<min(file.count, start + chunk)
      file.withBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[range])) }
      file.release(range)
    }
    return hash.finalize()
  }

  /// One digest for several files with the digests `files`, whatever their order: that of the
  /// sorted digests, a line each. The digest of one file is its own.
  package static func hex(ofFiles files: [String]) -> String {
    if files.count == 1 { return files[0] }
    return hex(of: files.sorted().flatMap { Array(($0 + "\n").utf8) })
  }

  /// Runs the compression function over whole blocks. Additions are modulo 2^32 by definition.
  private mutating func compress(_ blocks: UnsafeRawBufferPointer) {
    state.withUnsafeMutableBufferPointer { state in
      roundConstants.withUnsafeBufferPointer { k in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
          for block in stride(from: 0, to: blocks.count, by: 64) {
            expand(blocks, at: block, into: w)
            compressBlock(w, k, state)
          }
        }
      }
    }
  }
}

/// The message schedule of one block.
@inline(__always)
private func expand(
  _ bytes: UnsafeRawBufferPointer, at offset: Int, into w: UnsafeMutableBufferPointer<UInt32>
) {
  for t in 0..<16 {
    w[t] = UInt32(
      bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 4 * t, as: UInt32.self))
  }
  for t in 16..<64 {
    let early = w[t - 15]
    let late = w[t - 2]
    let s0 = rotateRight(early, 7) ^ rotateRight(early, 18) ^ (early >> 3)
    let s1 = rotateRight(late, 17) ^ rotateRight(late, 19) ^ (late >> 10)
    w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
  }
}

/// 64 rounds, eight at a time so that the working variables need not move.
@inline(__always)
private func compressBlock(
  _ w: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>,
  _ state: UnsafeMutableBufferPointer<UInt32>
) {
  var (a, b, c, d) = (state[0], state[1], state[2], state[3])
  var (e, f, g, h) = (state[4], state[5], state[6], state[7])
  for t in stride(from: 0, to: 64, by: 8) {
    round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
    round(h, a, b, &c, d, e, f, &g, k[t + 1] &+ w[t + 1])
    round(g, h, a, &b, c, d, e, &f, k[t + 2] &+ w[t + 2])
    round(f, g, h, &a, b, c, d, &e, k[t + 3] &+ w[t + 3])
    round(e, f, g, &h, a, b, c, &d, k[t + 4] &+ w[t + 4])
    round(d, e, f, &g, h, a, b, &c, k[t + 5] &+ w[t + 5])
    round(c, d, e, &f, g, h, a, &b, k[t + 6] &+ w[t + 6])
    round(b, c, d, &e, f, g, h, &a, k[t + 7] &+ w[t + 7])
  }
  state[0] &+= a
  state[1] &+= b
  state[2] &+= c
  state[3] &+= d
  state[4] &+= e
  state[5] &+= f
  state[6] &+= g
  state[7] &+= h
}

/// One round; `d` and `h` become the next round's `e` and `a`.
@inline(__always)
private func round(
  _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
  _ g: UInt32, _ h: inout UInt32, _ input: UInt32
) {
  let s1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)
  let choice = g ^ (e & (f ^ g))
  let s0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)
  let majority = (a & b) | (c & (a | b))
  let sum = h &+ s1 &+ choice &+ input
  d = d &+ sum
  h = sum &+ s0 &+ majority
}

@inline(__always)
private func rotateRight(_ x: UInt32, _ count: UInt32) -> UInt32 {
  (x &>> count) | (x &<< (32 - count))
}

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
  0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
  0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
  0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
  0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
  0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
  0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
  0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
]
