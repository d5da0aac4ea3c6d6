import Foundation
import TensorFile
import TestSupport
import Testing

@Suite struct TensorFileErrorTests {
  private static let entry = #""a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}"#

  private static func file(_ header: String, data: [UInt8] = [1, 2]) -> [UInt8] {
    SafetensorsFixture.file(header: header, data: data)
  }

  private static func shaped(_ members: String) -> [UInt8] {
    file("{\"a\":{\(members)}}")
  }

  private static let malformed =
    "'PATH': tensor 'a' needs 'dtype' (a string), 'shape' (integers >= 0) and "
    + "'data_offsets' (two integers >= 0)"

  private static let cases: [(bytes: [UInt8], message: String)] = [
    ([1, 2, 3], "'PATH' is no safetensors file: it has 3 bytes and the header's length takes 8"),
    (
      littleEndian(UInt64.max),
      "'PATH' is no safetensors file: its header would take 18446744073709551615 bytes, "
        + "the limit is 100000000"
    ),
    (
      littleEndian(UInt64(100_000_001)),
      "'PATH' is no safetensors file: its header would take 100000001 bytes, "
        + "the limit is 100000000"
    ),
    (
      littleEndian(UInt64(10)) + [0x7b],
      "'PATH' is truncated: its header takes 10 bytes and the file has 9"
    ),
    (file("[]"), "'PATH' is no safetensors file: its header is no JSON object"),
    (file(""), "'PATH' holds invalid JSON at byte 8: the text ends too early"),
    (
      file("{\(entry),\(entry)}"),
      "'PATH' holds invalid JSON at byte 61: the key 'a' appears twice in one object"
    ),
    (file(#"{"__metadata__":{"a":1}}"#), "'PATH': '__metadata__' must map strings to strings"),
    (file(#"{"__metadata__":1}"#), "'PATH': '__metadata__' must map strings to strings"),
    (file(#"{"a":1}"#), malformed),
    (shaped(#""dtype":"U8","shape":[-2],"data_offsets":[0,2]"#), malformed),
    (shaped(#""dtype":"U8","shape":[2.0],"data_offsets":[0,2]"#), malformed),
    (shaped(#""dtype":"U8","shape":[2],"data_offsets":[0,1,2]"#), malformed),
    (shaped(#""dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,2]"#), malformed),
    (
      shaped(#""dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]"#),
      "'PATH': tensor 'a' has the unknown type 'F8_E4M3'; convert it to one of F64, F32, F16, "
        + "BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL"
    ),
    (
      shaped(#""dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,2]"#),
      "'PATH': tensor 'a' has the shape [4294967296, 4294967296], "
        + "which is more than memory can address"
    ),
    (
      shaped(#""dtype":"U8","shape":[2],"data_offsets":[2,0]"#),
      "'PATH': tensor 'a' has data_offsets [2, 0], which end before they start"
    ),
    (
      shaped(#""dtype":"I16","shape":[2],"data_offsets":[0,2]"#),
      "'PATH': tensor 'a' takes 2 bytes, which does not fit its type I16 and shape [2]"
    ),
    (
      shaped(#""dtype":"U8","shape":[1],"data_offsets":[1,2]"#),
      "'PATH': tensor 'a' starts at data byte 1 where the one before it ends at 0; "
        + "tensors must neither overlap nor leave gaps"
    ),
    (
      file("{\(entry),\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}"),
      "'PATH': tensor 'b' starts at data byte 1 where the one before it ends at 2; "
        + "tensors must neither overlap nor leave gaps"
    ),
    (
      file("{\(entry)}", data: [1]),
      "'PATH' is truncated or damaged: its header describes 2 bytes of data and the file has 1"
    ),
    (
      file("{\(entry)}", data: [1, 2, 3]),
      "'PATH' is truncated or damaged: its header describes 2 bytes of data and the file has 3"
    ),
    (
      shaped(
        #""dtype":"U8","shape":[9223372036854775807],"data_offsets":[0,9223372036854775807]"#),
      "'PATH' is truncated or damaged: its header describes 9223372036854775807 bytes of data "
        + "and the file has 2"
    ),
  ]

  @Test(arguments: cases.indices)
  func explainsWhatIsWrong(index: Int) throws {
    let (bytes, message) = Self.cases[index]
    try withTemporaryDirectory { directory in
      let path = directory + "/t.safetensors"
      try writeFile(bytes, to: path)
      let found = errorText { _ = try TensorFile(path: path) }
      #expect(found == message.replacingOccurrences(of: "PATH", with: path))
    }
  }

  @Test func explainsWhatCannotBeOpened() throws {
    try withTemporaryDirectory { directory in
      let missing = errorText {
        _ = try TensorFile(path: directory + "/missing")
      }
      #expect(missing == "cannot read '\(directory)/missing': No such file or directory")
      let folder = errorText { _ = try TensorFile(path: directory) }
      #expect(folder == "cannot read '\(directory)': it is a directory")
      mkfifo(directory + "/pipe", 0o600)
      let pipe = errorText {
        _ = try TensorFile(path: directory + "/pipe")
      }
      #expect(pipe == "cannot read '\(directory)/pipe': it is not a regular file")
    }
  }

  @Test func explainsWhatCannotBeConverted() throws {
    var fixture = SafetensorsFixture()
    fixture.add("wide", shape: [2], int64: [1, 1 << 31])
    fixture.add("floats", shape: [1], floats: [1])
    try withTemporaryDirectory { directory in
      let path = directory + "/t"
      try writeFile(fixture.bytes, to: path)
      let file = try TensorFile(path: path)
      let messages = [
        errorText { _ = try file.narrowedInt32("wide") },
        errorText { _ = try file.narrowedInt32("floats") },
        errorText { _ = try file.float32("wide") },
        errorText { _ = try file.int8("wide") },
        errorText { _ = try file.int8("none") },
      ]
      #expect(
        messages == [
          "'\(path)': tensor 'wide' holds 2147483648 at element 1, which does not fit in 32 bits",
          "'\(path)': tensor 'floats' has type F32, expected I32 or I64",
          "'\(path)': tensor 'wide' has type I64, expected F32, BF16, F16 or F64",
          "'\(path)': tensor 'wide' has type I64, expected I8",
          "'\(path)' has no tensor 'none'",
        ])
    }
  }
}
