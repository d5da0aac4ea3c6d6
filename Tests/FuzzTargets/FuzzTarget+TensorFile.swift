import TensorFile
import TestSupport

extension FuzzTarget {
  static let json = FuzzTarget(
    "json", covers: ["Sources/TensorFile"],
    seeds: {
      [
        "{\"a\": [1, -2.5e3, true, null, \"\\u00e9\\ud83d\\ude00\\n\"], \"b\": {}}",
        "[NaN, -Infinity]",
        "[[[[]]]]", "18446744073709551616",
      ].map { Array($0.utf8) }
    }
  ) { bytes in
    let json = try bytes.withUnsafeBytes { try JSON.parse($0, path: "input") }
    let text = Array(json.text.utf8)
    let again = try text.withUnsafeBytes { try JSON.parse($0, path: "text") }
    precondition(again.text == json.text, "what is written is read again")
  }

  static let safetensors = FuzzTarget(
    "safetensors", covers: ["Sources/TensorFile"],
    seeds: {
      var file = SafetensorsFixture()
      file.metadata = ["format": "pt"]
      file.add("weight", shape: [2, 3], floats: [1, 2, 3, -1, 0, 9])
      file.add("half", shape: [2], bfloat16: [1, -2])
      file.add("ids", shape: [3], int64: [1, -1, 1 << 40])
      file.add("small", type: "I8", shape: [4], bytes: [1, 2, 3, 255])
      file.add("empty", type: "F64", shape: [0, 5], bytes: [])
      return [file.bytes, SafetensorsFixture().bytes]
    }
  ) { bytes in
    try ScratchDirectory.withFile(bytes, "tensors") { path in
      let file = try TensorFile(path: path)
      for name in file.names {
        _ = errorText { _ = try file.float32(name) }
        _ = errorText { _ = try file.int8(name) }
        _ = errorText { _ = try file.uint8(name) }
        _ = errorText { _ = try file.int16(name) }
        _ = errorText { _ = try file.narrowedInt32(name) }
        _ = errorText { _ = try file.bytes(name) }
      }
      _ = file.hash()
    }
  }
}
