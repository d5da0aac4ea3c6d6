import TensorFile
import TestSupport
import Testing

@Suite struct TensorFileTests {
  @Test func readsEveryType() throws {
    var fixture = SafetensorsFixture()
    let floats: [Float] = [0, -0.0, 1, -1.5, 65504, 6.1e-5, .infinity]
    fixture.add("f32", shape: [7], floats: floats)
    fixture.add("bf16", shape: [3], bfloat16: [1, -1.5, 0x1p100])
    fixture.add(
      "f16", type: "F16", shape: [7],
      bytes: floats.flatMap { littleEndian(Float16($0).bitPattern) })
    fixture.add(
      "f64", type: "F64", shape: [2],
      bytes: [1.0 / 3, -1e300].flatMap { littleEndian($0.bitPattern) })
    // One odd byte leaves all that follows unaligned.
    fixture.add("i8", type: "I8", shape: [1, 3], bytes: [0, 0x80, 0x7f])
    fixture.add("u8", type: "U8", shape: [2], bytes: [0, 255])
    fixture.add(
      "i16", type: "I16", shape: [2], bytes: littleEndian(Int16.min) + littleEndian(Int16.max))
    fixture.add("i32", shape: [2], int32: [.min, .max])
    fixture.add("i64", shape: [2], int64: [Int64(Int32.min), Int64(Int32.max)])
    fixture.add("empty", shape: [0, 4], floats: [])
    fixture.add("scalar", shape: [], floats: [2.5])
    fixture.metadata = ["format": "pt"]
    try withTemporaryDirectory { directory in
      let path = directory + "/t.safetensors"
      try writeFile(fixture.bytes, to: path)
      let file = try TensorFile(path: path)
      #expect(file.metadata == ["format": "pt"])
      #expect(file.names == fixture.entries.map(\.name))
      #expect(try file.float32("f32").map(\.bitPattern) == floats.map(\.bitPattern))
      #expect(try file.float32("bf16") == [1, -1.5, 0x1p100])
      #expect(try file.float32("f16") == floats.map { Float(Float16($0)) })
      #expect(try file.float32("f64") == [Float(1.0 / 3), -.infinity])
      #expect(try file.int8("i8") == [0, -128, 127])
      #expect(try file.uint8("u8") == [0, 255])
      #expect(try file.int16("i16") == [.min, .max])
      #expect(try file.int32("i32") == [.min, .max])
      #expect(try file.int64("i64") == [Int64(Int32.min), Int64(Int32.max)])
      #expect(try file.narrowedInt32("i64") == [.min, .max])
      #expect(try file.narrowedInt32("i32") == [.min, .max])
      #expect(try file.float32("empty") == [])
      #expect(try file.float32("scalar") == [2.5])
      #expect(try file.bytes("i16") == fixture.entries[6].bytes)
      #expect(file.entry("i8")?.shape == [1, 3])
      #expect(file.entry("scalar")?.shape == [])
      #expect(file.entry("nothing") == nil)
      #expect(file.hash() == SHA256.hex(of: fixture.bytes))
    }
  }

  @Test func widensEveryHalfPrecisionValueExactly() throws {
    let patterns = Array(UInt16.min...UInt16.max)
    var fixture = SafetensorsFixture()
    let bytes = patterns.flatMap { littleEndian($0) }
    fixture.add("f16", type: "F16", shape: [65536], bytes: bytes)
    fixture.add("bf16", type: "BF16", shape: [65536], bytes: bytes)
    try withTemporaryDirectory { directory in
      try writeFile(fixture.bytes, to: directory + "/t")
      let file = try TensorFile(path: directory + "/t")
      let half = try file.float32("f16")
      let brain = try file.float32("bf16")
      let wrong = patterns.filter { pattern in
        let value = half[Int(pattern)]
        let expected = halfPrecisionValue(pattern)
        let agrees = expected.isNaN ? value.isNaN : value == expected
        return !agrees || brain[Int(pattern)].bitPattern != UInt32(pattern) << 16
      }
      #expect(wrong == [])
    }
  }

  /// The value of an IEEE binary16 pattern, from the definition.
  private func halfPrecisionValue(_ pattern: UInt16) -> Float {
    let sign: Float = pattern & 0x8000 == 0 ? 1 : -1
    let exponent = Int(pattern >> 10) & 31
    let fraction = Float(pattern & 0x3ff) / 1024
    return switch exponent {
    case 31: fraction == 0 ? sign * .infinity : .nan
    case 0: sign * fraction * 0x1p-14
    default: sign * Float(sign: .plus, exponent: exponent - 15, significand: 1) * (1 + fraction)
    }
  }

  @Test func acceptsDataInAnotherOrderThanTheHeader() throws {
    let header = """
      {"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]},\
      "a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}
      """
    try withTemporaryDirectory { directory in
      let bytes = SafetensorsFixture.file(header: header + "   ", data: [1, 2, 3])
      try writeFile(bytes, to: directory + "/t")
      let file = try TensorFile(path: directory + "/t")
      #expect(file.names == ["b", "a"])
      #expect(try file.uint8("a") == [1, 2])
      #expect(try file.uint8("b") == [3])
    }
  }

  @Test func survivesSeededMutations() throws {
    var random = SeededRandom()
    var fixture = SafetensorsFixture()
    fixture.add("weight", shape: [4, 5], floats: random.floats(20))
    fixture.add("tokens", shape: [2, 3], int64: [1, 2, 3, 4, 5, 6])
    fixture.metadata = ["format": "pt"]
    let original = fixture.bytes
    try withTemporaryDirectory { directory in
      for _ in 0..<500 {
        try writeFile(mutated(original, &random), to: directory + "/t")
        guard let file = try? TensorFile(path: directory + "/t") else { continue }
        for name in file.names {
          _ = try? file.float32(name)
          _ = try? file.narrowedInt32(name)
          _ = try? file.bytes(name)
        }
      }
    }
  }
}
