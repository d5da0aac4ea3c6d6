import TargetDescription
import Testing

struct TargetDescriptionTests {
  private func error(in text: String) -> String? {
    do {
      _ = try TargetDescription.decode(Array(text.utf8), file: "Targets/x.json")
      return nil
    } catch { return error.description }
  }

  private func text(_ changes: [String: String?] = [:]) -> String {
    var members: [(String, String?)] = [
      ("id", "\"x\""), ("description", "\"d\""), ("architecture", "\"a\""),
      ("compilers", "[\"gcc\"]"), ("cflags", "[]"), ("linkFlags", "[]"),
      ("kernels", "[\"portable\"]"), ("tile", "1"),
      ("noFloatFlags", "[]"), ("runner", "[]"), ("packages", "[]"),
    ]
    for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
      members.removeAll { $0.0 == key }
      members.append((key, value))
    }
    let fields = members.compactMap { key, value in value.map { "\"\(key)\": \($0)" } }
    return "{\(fields.joined(separator: ", "))}"
  }

  @Test func hostComesFirst() throws {
    let ids = try TargetDescription.list().map(\.id)
    #expect(
      ids == [
        "host", "aarch64-dotprod", "aarch64-i8mm", "aarch64-neon", "armv7-neon", "rv64gc",
        "rv64gcv", "x86-64-v3", "x86-64-v4-vnni",
      ])
  }

  @Test func foreignTargetsNameTheirPackages() throws {
    for target in try TargetDescription.list() where !target.runner.isEmpty {
      #expect(target.packages.contains("qemu-user"))
      #expect(!target.noFloatFlags.isEmpty)
    }
  }

  @Test func findListsTheKnownTargets() throws {
    #expect(try TargetDescription.find("rv64gc").architecture == "rv64")
    let error = #expect(throws: TargetError.self) { try TargetDescription.find("z80") }
    #expect(
      error?.description
        == "unknown target 'z80'; the targets are host, aarch64-dotprod, aarch64-i8mm, "
        + "aarch64-neon, armv7-neon, rv64gc, rv64gcv, x86-64-v3, x86-64-v4-vnni, and the boards "
        + "that 'adder targets' lists")
  }

  @Test func completeDescriptionIsRead() {
    #expect(error(in: text()) == nil)
    #expect(error(in: text(["memory": "{\"flash\": 4096, \"ram\": 128}"])) == nil)
  }

  @Test func unknownKeysAreErrors() {
    #expect(
      error(in: text(["flags": "[]"]))
        == """
        Targets/x.json: unknown key 'flags'; the keys are id, description, architecture, \
        compilers, cflags, linkFlags, kernels, tile, features, noFloatFlags, runner, packages, memory
        """)
    #expect(
      error(in: text(["memory": "{\"rom\": 1}"]))
        == "Targets/x.json: unknown key 'memory.rom'; the keys are memory.flash, memory.ram, "
        + "memory.total")
  }

  @Test func missingAndWrongValuesAreErrors() {
    #expect(error(in: text(["cflags": nil])) == "Targets/x.json: 'cflags' is missing")
    #expect(error(in: text(["cflags": "1"])) == "Targets/x.json: 'cflags' has the wrong type")
    #expect(
      error(in: text(["compilers": "[]"]))
        == "Targets/x.json: 'compilers' must name at least one compiler")
    #expect(
      error(in: text(["kernels": "[\"neon\"]"]))
        == "Targets/x.json: 'kernels' must end with 'portable'")
    #expect(
      error(in: text(["memory": "{\"flash\": 0}"]))
        == "Targets/x.json: 'memory.flash' must be at least 1 byte")
    #expect(
      error(in: text(["memory": "{\"ram\": -1}"]))
        == "Targets/x.json: 'memory.ram' must be at least 1 byte")
    #expect(
      error(in: text(["memory": "{\"total\": 0}"]))
        == "Targets/x.json: 'memory.total' must be at least 1 byte")
    #expect(error(in: text(["tile": "65"])) == "Targets/x.json: 'tile' must be in 1...64")
    #expect(
      error(in: text(["id": "\"y\""])) == "Targets/x.json: 'id' must be the name of the file")
    #expect(error(in: "[1]") == "Targets/x.json: not a JSON object (another value)")
    #expect(error(in: "{") == "Targets/x.json: not a JSON object (malformed)")
  }
}
