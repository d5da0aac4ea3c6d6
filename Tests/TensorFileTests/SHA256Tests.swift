import TensorFile
import TestSupport
import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func matchesPublishedVectors(text: String, digest: String) {
    #expect(SHA256.hex(of: Array(text.utf8)) == digest)
  }

  @Test func matchesTheVectorOfAMillionBytes() {
    let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(SHA256.hex(of: bytes) == digest)
  }

  @Test func doesNotDependOnHowTheBytesAreCut() {
    var random = SeededRandom()
    for count in [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 1000] {
      let bytes: [UInt8] = random.integers(count, in: 0...255)
      let whole = SHA256.hex(of: bytes)
      for _ in 0..<10 {
        var hash = SHA256()
        var rest = bytes[...]
        while !rest.isEmpty {
          let taken = random.int(0...min(70, rest.count))
          hash.update(Array(rest.prefix(taken)))
          rest = rest.dropFirst(taken)
        }
        #expect(hash.finalize() == whole, "\(count) bytes")
      }
    }
  }

  @Test func hashesFiles() throws {
    try withTemporaryDirectory { directory in
      try writeFile("abc", to: directory + "/file")
      let digest = try SHA256.hex(ofFile: directory + "/file")
      #expect(digest == SHA256.hex(of: Array("abc".utf8)))
      try writeFile("", to: directory + "/empty")
      #expect(try SHA256.hex(ofFile: directory + "/empty") == SHA256.hex(of: []))
    }
  }
}

@Test func severalFilesHaveOneHashWhateverTheirOrder() {
  #expect(SHA256.hex(ofFiles: ["b"]) == "b")
  #expect(SHA256.hex(ofFiles: ["b", "a"]) == SHA256.hex(of: Array("a\nb\n".utf8)))
  #expect(SHA256.hex(ofFiles: ["a", "b"]) == SHA256.hex(ofFiles: ["b", "a"]))
}
