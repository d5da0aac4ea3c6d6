import Program
import ProgramFixtures
import Testing

/// Exact texts of the rules about weights of 4 bits.
struct GroupScalesTests {
  @Test(arguments: cases) func brokenRuleIsReported(broken: ViolationCase) {
    broken.check()
  }

  /// `in_proj_x` of layer 0: 72 rows of 33 columns, so 17 bytes and 2 groups.
  private static let program = TinyPrograms.language(seed: 1, shape: .fourBits)

  private static func edit(
    _ program: inout Program, operand: Int, _ change: (inout [UInt8]) -> Void
  ) {
    let id = program.body[2].constantOperands[operand].constant.index
    guard case .uint8(var bytes) = program.constants[id].data else { return }
    change(&bytes)
    program.constants[id].data = .uint8(bytes)
  }

  static let cases = [
    ViolationCase(
      "size", of: program,
      { $0.body[2] = $0.body[2].editingLinear { $0.groups?.size = 16 } },
      "body step 2 (linear, layer 0 in_proj_x): groups.size is 16, but must be 32 or 64 or 128"),
    ViolationCase(
      "number of groups", of: program,
      { $0.body[2] = $0.body[2].editingLinear { $0.groups?.size = 64 } },
      """
      body step 2 (linear, layer 0 in_proj_x): groups.scale "l00_in_proj_x_group_scale" has \
      shape [72, 2], but must have [72, 1]
      """),
    ViolationCase(
      "scale", of: program,
      { edit(&$0, operand: 1) { $0[3] = 0 } },
      """
      body step 2 (linear, layer 0 in_proj_x): groups.scale "l00_in_proj_x_group_scale" has 0 \
      at element 3, but must stay in 1...255
      """),
    ViolationCase(
      "weight of -8", of: program,
      { edit(&$0, operand: 0) { $0[18] = 0x81 } },
      """
      body step 2 (linear, layer 0 in_proj_x): weight "l00_in_proj_x_weight" has -8 at element \
      36, but must stay in -7...7
      """),
    ViolationCase(
      "padding", of: program,
      { edit(&$0, operand: 0) { $0[33] = 0x11 } },
      """
      body step 2 (linear, layer 0 in_proj_x): weight "l00_in_proj_x_weight" has bits after the \
      last column of row 1; set them to 0
      """),
    ViolationCase(
      "weights of 8 bits", of: program,
      {
        let id = $0.body[2].constantOperands[0].constant.index
        $0.constants[id].data = .int8(Array(repeating: 1, count: 72 * 17))
      },
      """
      body step 2 (linear, layer 0 in_proj_x): weight "l00_in_proj_x_weight" is int8, but must \
      be uint8
      """),
    ViolationCase(
      "16-bit input", of: program,
      { $0.buffers[$0.body[2].operands[0].buffer.index].type = .int16 },
      """
      body step 2 (linear, layer 0 in_proj_x): input "l00_norm" is int16, but must be int8
      """),
  ]

  @Test func boundCountsWeightsTimesScales() throws {
    var program = Self.program
    Self.edit(&program, operand: 0) { bytes in
      for k in bytes.indices { bytes[k] = k % 17 == 16 ? 0x07 : 0x79 }
    }
    Self.edit(&program, operand: 1) { $0 = $0.indices.map { $0 % 2 == 0 ? 255 : 100 } }
    program.body[2] = program.body[2].editingLinear { $0.bias = nil }
    let half = 16 * 7 * 255
    let accumulator = program.proveRanges().body[2].intervals[1]
    #expect(accumulator.quantity == .inner(.accumulator))
    #expect(
      accumulator.range == -(half + 700) * 128 - half * 127...(half + 700) * 127 + half * 128)
  }
}
