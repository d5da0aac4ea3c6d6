import Program
import RuntimeC
import TestSupport
import Testing

/// The seal of the C equals that of Swift, and finds what it promises to find.
struct SealTests {
  static let hash = String(repeating: "0123456789abcdef", count: 4)

  /// What the C expects of the bytes that `seal` describes.
  private func native(
    _ seal: Seal, sums: (UInt64, UInt64) = (0, 0)
  ) -> adder_seal {
    var native = adder_seal()
    native.kind = seal.kind.rawValue
    native.length = UInt64(seal.length)
    withUnsafeMutableBytes(of: &native.model) { $0.copyBytes(from: seal.model) }
    native.sums = sums
    return native
  }

  private func content(_ count: Int) -> [UInt8] {
    var random = SeededRandom("seal \(count)")
    return random.integers(count, in: UInt8.min...UInt8.max)
  }

  @Test(arguments: [64, 68, 132, 4096])
  func bothSealTheSame(count: Int) {
    let seal = Seal(.state, length: count, graphHash: SealTests.hash)
    var (swift, c) = (content(count), content(count))
    seal.write(to: &swift)
    var expected = native(seal)
    adder_seal_state(&expected, &c)
    #expect(swift == c)
    #expect(adder_check_state(&expected, c, c.count) == ADDER_OK)
    #expect(adder_check_state(&expected, c + [1], c.count + 1) == ADDER_OK)
  }

  @Test func everyChangedByteIsFound() {
    for kind in [Seal.Kind.state, .weights] {
      let seal = Seal(kind, length: 200, graphHash: SealTests.hash)
      var bytes = content(200)
      seal.write(to: &bytes)
      let sums = Seal.checksum(of: bytes)
      var expected = native(seal, sums: (sums.sum, sums.sumOfSums))
      for index in bytes.indices {
        for change in UInt8(1)...255 {
          bytes[index] ^= change
          let status =
            kind == .state
            ? adder_check_state(&expected, bytes, bytes.count)
            : adder_check_weights(&expected, bytes, bytes.count, 1)
          #expect(status != ADDER_OK, "byte \(index), \(change)")
          #expect(seal.check(bytes) != nil)
          bytes[index] ^= change
        }
      }
    }
  }

  @Test func statusesSayWhatIsWrong() {
    let seal = Seal(.state, length: 128, graphHash: SealTests.hash)
    var bytes = content(128)
    seal.write(to: &bytes)
    var expected = native(seal)
    func status(_ index: Int) -> adder_status {
      var changed = bytes
      changed[index] ^= 1
      return adder_check_state(&expected, changed, changed.count)
    }
    #expect(status(0) == ADDER_FOREIGN)
    #expect(status(4) == ADDER_OTHER_VERSION)
    #expect(status(8) == ADDER_OTHER_MODEL)
    #expect(status(16) == ADDER_OTHER_MODEL)
    #expect(status(47) == ADDER_OTHER_MODEL)
    #expect(status(48) == ADDER_DAMAGED)
    #expect(status(64) == ADDER_DAMAGED)
    #expect(status(127) == ADDER_DAMAGED)
    for count in [0, 1, 63, 64, 127] {
      #expect(adder_check_state(&expected, bytes, count) == ADDER_TRUNCATED)
    }
  }

  @Test func weightsAreAlignedAndOfThisProgram() {
    let seal = Seal(.weights, length: 256, graphHash: nil)
    var bytes = content(256)
    seal.write(to: &bytes)
    let sums = Seal.checksum(of: bytes)
    var expected = native(seal, sums: (sums.sum, sums.sumOfSums))
    var other = native(seal, sums: (sums.sum &+ 1, sums.sumOfSums))
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 320, alignment: 64)
    defer { memory.deallocate() }
    for offset in [0, 16, 64] {
      memory[offset..<offset + 256].withContiguousMutableStorageIfAvailable {
        _ = $0.update(from: bytes)
        let aligned = offset.isMultiple(of: 64)
        #expect(
          adder_check_weights(&expected, $0.baseAddress, 256, 64)
            == (aligned ? ADDER_OK : ADDER_MISALIGNED))
        #expect(adder_check_weights(&expected, $0.baseAddress, 256, 16) == ADDER_OK)
        #expect(adder_check_weights(&other, $0.baseAddress, 256, 16) == ADDER_OTHER_MODEL)
      }
    }
  }
}
