import FuzzTargets
import GraphFile
import Program
import ProgramFixtures
import TensorFile
import TestSupport
import Testing

/// Exact texts of the errors, behind the path of the file.
struct GraphFileErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var edit: @Sendable (inout Forgery) -> Void
    var expected: String

    init(
      _ name: String, _ edit: @escaping @Sendable (inout Forgery) -> Void, _ expected: String
    ) {
      self.name = name
      self.edit = edit
      self.expected = expected
    }

    var testDescription: String { name }
  }

  @Test(arguments: cases) func forgedGraphIsAnError(forged: Case) throws {
    var forgery = try Forgery(TinyPrograms.language(seed: 1))
    forged.edit(&forgery)
    try withTemporaryDirectory { directory in
      let path = directory + "/graph"
      try forgery.write(to: path)
      let error = #expect(throws: GraphFileError.self) { try GraphFile.read(path) }
      #expect(error?.description == "'\(path)'" + forged.expected)
    }
  }

  @Test func otherChecksumIsAnError() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/graph"
      try GraphFile.write(TinyPrograms.language(seed: 1), to: path)
      var bytes = try readFile(path)
      bytes[bytes.count - 1] ^= 1
      try writeFile(bytes, to: path)
      let error = #expect(throws: GraphFileError.self) { try GraphFile.read(path) }
      guard case .checksum(_, let stored, let computed) = error else {
        Issue.record("another error: \(String(describing: error))")
        return
      }
      #expect(stored != computed)
      #expect(
        error?.description == """
          '\(path)' is damaged: its checksum is '\(stored)', its contents have '\(computed)'; \
          copy or write the graph again
          """)
    }
  }

  static let cases = metadata + fields + names + constants

  static let metadata = [
    Case(
      "other safetensors file", { $0.metadata["format"] = "pt" },
      """
       is no graph: its metadata has no "format" "adder-graph"; make one with `adder quantize`
      """),
    Case(
      "newer version", { $0.metadata["version"] = "2" },
      """
       has graph version '2', this program reads version 1; use a newer Adder or write the \
      graph again
      """),
    Case(
      "unknown metadata", { $0.metadata["note"] = "x" },
      ": the metadata has the unknown key \"note\"; remove it"),
  ]

  static let fields = [
    Case(
      "missing member", { $0.program.rename(["buffers", 3], "type", to: nil) },
      ": program.buffers[3].type is missing"),
    Case(
      "missing in a step", { $0.program.rename(["body", 2, "scale"], "left", to: nil) },
      ": program.body[2].scale.left is missing"),
    Case(
      "unknown member", { $0.program.rename(["body", 2], "bias", to: "biases") },
      ": program.body[2].biases is no field of the format; remove it"),
    Case(
      "unknown member of the program", { $0.program.rename([], "labels", to: "classes") },
      ": program.labels is missing"),
    Case(
      "string for an integer",
      { $0.program.change(["buffers", 0, "count"]) { $0 = .string("1") } },
      ": program.buffers[0].count is a string, but must be an integer"),
    Case(
      "fraction for an integer",
      { $0.program.change(["body", 10, "fraction_bits"]) { $0 = .number(26.5) } },
      ": program.body[10].fraction_bits is a number, but must be an integer"),
    Case(
      "null for a number", { $0.program.change(["buffers", 1, "scale"]) { $0 = .null } },
      ": program.buffers[1].scale is null, but must be a number"),
    Case(
      "integer for a truth value",
      { $0.program.change(["body", 2, "accumulates"]) { $0 = .integer(1) } },
      ": program.body[2].accumulates is an integer, but must be a truth value"),
    Case(
      "object for an array", { $0.program.change(["head"]) { $0 = .object([]) } },
      ": program.head is an object, but must be an array"),
    Case(
      "array for an object", { $0.program.change(["body", 1]) { $0 = .array([]) } },
      ": program.body[1] is an array, but must be an object"),
    Case(
      "multiplier of a tensor",
      { $0.program.change(["body", 12, "scale", "multiplier"]) { $0 = .integer(1 << 31) } },
      ": program.body[12].scale.multiplier is 2147483648, but must be in 0...2147483647"),
  ]

  static let names = [
    Case(
      "unknown operation", { $0.program.change(["body", 1, "op"]) { $0 = .string("softmax") } },
      """
      : program.body[1].op is "softmax", but must be one of embed, gather, position, \
      normalize, linear, convolve, discretize, scan, rescale, discretize_heads, scan_heads, gate, \
      add, rotate, quantize, accumulate, mean
      """),
    Case(
      "unknown role", { $0.program.change(["buffers", 1, "role"]) { $0 = .string("static") } },
      """
      : program.buffers[1].role is "static", but must be one of input, scratch, state, \
      carried, output
      """),
    Case(
      "unknown kind of input", { $0.program.change(["input", "kind"]) { $0 = .string("text") } },
      ": program.input.kind is \"text\", but must be one of token, frame, image"),
    Case(
      "unknown buffer", { $0.program.change(["body", 1, "input"]) { $0 = .string("tokens") } },
      ": program.body[1].input names the buffer \"tokens\", which \"buffers\" does not list"),
    Case(
      "unknown constant", { $0.program.change(["body", 1, "gain"]) { $0 = .string("token") } },
      """
      : program.body[1].gain names the constant "token", which "constants" does not list
      """),
    Case(
      "buffer listed twice",
      { $0.program.change(["buffers", 1, "name"]) { $0 = .string("token") } },
      ": program.buffers[1].name is \"token\" for the second time; rename one"),
  ]

  static let constants = [
    Case(
      "constant without tensor",
      { $0.program.change(["constants", 0, "name"]) { $0 = .string("lost") } },
      ": program.constants[0].name is \"lost\", but the file has no such tensor"),
    Case(
      "tensor without constant",
      {
        $0.tensors.append(
          TensorContent(name: "spare", type: .int8, shape: [1], bytes: [0]))
      },
      ": \"constants\" does not list the tensor \"spare\"; remove it"),
    Case(
      "type of a tensor",
      { $0.program.change(["constants", 0, "type"]) { $0 = .string("uint8") } },
      ": program.constants[0].type is uint8, but the tensor has I8"),
    Case(
      "shape of a tensor",
      { $0.program.change(["constants", 0, "shape", 0]) { $0 = .integer(12) } },
      ": program.constants[0].shape is [12, 10], but the tensor has [11, 10]"),
    Case(
      "rule of the verifier",
      { $0.program.change(["body", 10, "fraction_bits"]) { $0 = .integer(15) } },
      """
       breaks the rules of integer programs:
        body step 10 (scan, layer 0 scan): fraction_bits is 15, but must be in 16...30
      """),
  ]
}
