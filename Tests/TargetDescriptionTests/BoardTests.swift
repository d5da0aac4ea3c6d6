import TargetDescription
import Testing

struct BoardTests {
  private func error(in text: String) -> String? {
    do {
      _ = try board(text)
      return nil
    } catch { return error.description }
  }

  private func board(_ text: String) throws(TargetError) -> TargetDescription {
    try Board.decode(
      Array(text.utf8), file: "Targets/boards/b.json", bases: TargetDescription.list())
  }

  private static func figure(_ value: String) -> String {
    "{\"value\": \(value), \"confidence\": \"known\", \"source\": \"s\"}"
  }

  private static func cache(_ level: String, _ KiB: Int, _ sharedBy: Int) -> String {
    "{\"level\": \"\(level)\", \"KiB\": \(KiB), \"sharedBy\": \(sharedBy), "
      + "\"confidence\": \"known\", \"source\": \"s\"}"
  }

  /// A complete description with some members changed; nil removes one.
  private func text(_ changes: [String: String?] = [:]) -> String {
    var members: [String: String] = [
      "id": "\"b\"", "description": "\"d\"", "base": "\"rv64gcv\"",
      "soc": Self.figure("\"s\""), "core": Self.figure("\"c\""), "cores": Self.figure("4"),
      "clockMHz": Self.figure("1000"), "isa": Self.figure("\"i\""),
      "cflags": Self.figure("[\"-march=rv64gcv\"]"), "leastGcc": Self.figure("12"),
      "caches": "[\(Self.cache("L1d", 32, 1)), \(Self.cache("L2", 512, 4))]",
      "memoryMiB": Self.figure("[64, 256]"), "peakBandwidth": Self.figure("2000"),
      "measuredBandwidth": Self.figure("1000"), "vlen": Self.figure("128"),
      "emulatedCPU": Self.figure("\"rv64,v=true,vlen=128\""),
    ]
    for (key, value) in changes { members[key] = value }
    let fields = members.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    return "{\(fields.joined(separator: ", "))}"
  }

  @Test func everyBoardIsRead() throws {
    let boards = try TargetDescription.boards()
    #expect(boards.count == 19)
    #expect(boards.map(\.id) == boards.map(\.id).sorted())
    for target in boards {
      let board = try #require(target.board)
      #expect(try TargetDescription.find(target.id) == target)
      #expect(board.figures.allSatisfy { !$0.source.isEmpty && !$0.value.isEmpty })
      #expect((board.vlen != nil) == (board.base == "rv64gcv"), "\(target.id)")
      #expect(target.runner.isEmpty == (board.base == "host"))
    }
  }

  @Test func boardIsItsTargetWithOtherFlagsAndMemory() throws {
    let base = try TargetDescription.find("rv64gcv")
    let target = try board(text())
    #expect(target.id == "b")
    #expect(target.instructionSet == "rv64gcv")
    #expect(base.instructionSet == "rv64gcv")
    #expect(target.kernels == base.kernels)
    #expect(target.tile == base.tile)
    #expect(target.cflags == ["-march=rv64gcv"])
    #expect(target.runner == ["qemu-riscv64", "-cpu", "rv64,v=true,vlen=128"])
    #expect(target.memory == .init(flash: nil, ram: nil, total: 256 << 20))
    #expect(target.board?.bandwidth?.value == 1000)
    let plain = try board(
      text([
        "emulatedCPU": nil, "memoryMiB": nil, "measuredBandwidth": nil, "cores": nil,
        "clockMHz": nil, "vlen": nil,
      ]))
    #expect(plain.runner == base.runner)
    #expect(plain.memory == nil)
    #expect(plain.board?.bandwidth?.value == 2000)
  }

  @Test func baseMustBeATarget() {
    let known =
      "host, aarch64-dotprod, aarch64-i8mm, aarch64-neon, armv7-neon, rv64gc, rv64gcv, "
      + "x86-64-v3, x86-64-v4-vnni"
    for base in ["z80", "raspberry-pi-5", "b"] {
      #expect(
        error(in: text(["base": "\"\(base)\""]))
          == "Targets/boards/b.json: the base '\(base)' is no target; a board builds upon one of "
          + known)
    }
  }

  @Test func unknownKeysAreErrors() {
    #expect(
      error(in: text(["ram": "1"]))
        == """
        Targets/boards/b.json: unknown key 'ram'; the keys are id, description, base, soc, core, \
        cores, clockMHz, isa, cflags, leastGcc, laterFlags, caches, memoryMiB, peakBandwidth, \
        measuredBandwidth, vlen, emulatedCPU
        """)
    #expect(
      error(in: text(["cores": "{\"value\": 4, \"origin\": \"\"}"]))
        == "Targets/boards/b.json: unknown key 'cores.origin'; the keys are cores.value, "
        + "cores.source, cores.confidence, cores.note")
    #expect(
      error(in: text(["caches": "[{\"size\": 4}]"]))
        == "Targets/boards/b.json: unknown key 'caches.0.size'; the keys are caches.0.level, "
        + "caches.0.KiB, caches.0.sharedBy, caches.0.source, caches.0.confidence")
  }

  @Test(
    arguments: [
      (["soc": nil], "'soc' is missing"), (["cores": "4"], "'cores' has the wrong type"),
      (["cores": figure("\"4\"")], "'cores.value' has the wrong type"),
      (["cores": "{\"value\": 4, \"source\": \"s\"}"], "'cores.confidence' is missing"),
      (
        ["cores": "{\"value\": 4, \"source\": \"s\", \"confidence\": \"sure\"}"],
        "'cores.confidence' is unreadable"
      ),
      (
        ["cores": "{\"value\": 4, \"source\": \"\", \"confidence\": \"known\"}"],
        "'cores.source' must say where the figure is from"
      ),
      (["cores": figure("0")], "'cores.value' must be in 1...100000"),
      (["clockMHz": figure("-1")], "'clockMHz.value' must be in 1...100000"),
      (["cflags": figure("[]")], "'cflags.value' must have at least one flag"),
      (["memoryMiB": figure("[]")], "'memoryMiB.value' must be rising sizes in 1...16777216"),
      (["memoryMiB": figure("[2, 1]")], "'memoryMiB.value' must be rising sizes in 1...16777216"),
      (
        ["memoryMiB": figure("[9223372036854775807]")],
        "'memoryMiB.value' must be rising sizes in 1...16777216"
      ),
      (["caches": "[\(cache("L1d", 0, 1))]"], "'caches.0.KiB' must be in 1...16777216"),
      (
        ["caches": "[\(cache("L1d", 1, 5))]"],
        "'caches.0.sharedBy' must be in 1...4, the number of cores"
      ),
      (["caches": "[\(cache("L4", 1, 1))]"], "'caches.0.level' is unreadable"),
      (
        ["caches": "[\(cache("L2", 1, 1)), \(cache("L1d", 1, 1))]"],
        "'caches' must have each level once, from the core outwards"
      ),
      (["peakBandwidth": figure("0")], "'peakBandwidth.value' must be in 1...10000000"),
      (["measuredBandwidth": figure("2001")], "'measuredBandwidth.value' must not exceed the peak"),
      (["vlen": figure("96")], "'vlen.value' must be a power of two in 32...65536"),
      (["id": "\"c\""], "'id' must be the name of the file"),
    ] as [([String: String?], String)])
  func wrongValuesAreErrors(changes: [String: String?], message: String) {
    #expect(error(in: text(changes)) == "Targets/boards/b.json: " + message)
  }

  @Test func otherFilesAreErrors() {
    #expect(error(in: "[]") == "Targets/boards/b.json: not a JSON object (another value)")
    #expect(error(in: "{") == "Targets/boards/b.json: not a JSON object (malformed)")
  }
}
