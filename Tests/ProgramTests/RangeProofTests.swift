import Program
import ProgramFixtures
import Testing

/// Exact texts of the rules about overflow.
struct RangeProofTests {
  @Test(arguments: cases) func brokenRuleIsReported(broken: ViolationCase) {
    broken.check()
  }

  static let cases = [
    ViolationCase(
      "accumulator",
      {
        let bias = $0.body[13].constantOperands[1].constant.index
        if case .int32(var b) = $0.constants[bias].data {
          b[3] = .max
          $0.constants[bias].data = .int32(b)
        }
      },
      """
      body step 13 (linear, layer 0 out_proj): the accumulator of channel 3 may reach \
      2147730687, beyond 2147483647; use fewer columns or smaller weights
      """),
    ViolationCase(
      "left shift",
      { $0.body[13] = $0.body[13].editingLinear { $0.scale.left = 30 } },
      """
      body step 13 (linear, layer 0 out_proj): the value shifted left by 30 may reach \
      279625993289728, beyond 2147483647; lower the left shift
      """),
    ViolationCase(
      "residual",
      {
        for step in [$0.body[0], $0.body[13], $0.body[26]] {
          guard let id = step.constantOperands.last?.constant.index else { continue }
          $0.constants[id].data = .uint8(Array(repeating: 0, count: $0.constants[id].data.count))
        }
      },
      """
      body step 26 (linear, layer 1 out_proj): the sum with the output may reach 2455898701, \
      beyond 2147483647; raise the scale of the output
      """),
    ViolationCase(
      "sum of squares",
      {
        if case .uint8(let s) = $0.constants[2].data {
          $0.constants[2].data = .uint8(s.map { _ in 0 })
        }
        $0.body[1] = $0.body[1].editingNormalize { $0.preShift = 0 }
      },
      """
      body step 1 (normalize, layer 0 norm): the sum of squares may reach \
      10023993134523279027, beyond 4611686018427387903; raise pre_shift
      """),
    ViolationCase(
      "b behind a norm", of: TinyPrograms.language(seed: 1, shape: .mixerNorms),
      { program in
        for index in program.body.indices {
          guard program.body[index].origin.module == "x_proj_b" else { continue }
          program.body[index] = program.body[index].editingNormalize { $0.shift -= 3 }
        }
      },
      """
      body step 13 (scan, layer 0 scan): b "l00_x_proj_b" ranges over -32768...32767, but \
      must stay in -32767...32767; limit the step that writes it
      """),
    ViolationCase(
      "b",
      { $0.body[6] = $0.body[6].editingLinear { $0.limit = nil } },
      """
      body step 10 (scan, layer 0 scan): b "l00_x_proj_b" ranges over -32768...32767, but \
      must stay in -32767...32767; limit the step that writes it
      """),
    ViolationCase(
      "c",
      { $0.body[7] = $0.body[7].editingLinear { $0.limit = nil } },
      """
      body step 10 (scan, layer 0 scan): the sum over the states may reach 4294967296, \
      beyond 2147483647; lower the limit of c
      """),
    ViolationCase(
      "dt",
      {
        let b = $0.body[9].operands[0].buffer
        $0.body[10] = $0.body[10].editingScan { $0.dt = b }
      },
      """
      body step 10 (scan, layer 0 scan): dt "l00_dt_proj" ranges over -31393...31393, but \
      must stay in 0...32767; limit the step that writes it
      """),
    ViolationCase(
      "left shift of a transform",
      { $0.body[12] = $0.body[12].editingRotate { $0.scale.left = 30 } },
      """
      body step 12 (rotate, layer 0 rotation): the value shifted left by 30 may reach \
      281474976710656, beyond 2147483647; lower the left shift
      """),
    ViolationCase(
      "left shift of a quantization", of: TinyPrograms.classifier(seed: 1),
      { $0.body[1] = $0.body[1].editingQuantize { $0.scale.left = 30 } },
      """
      body step 1 (quantize, frame_quantized): the value shifted left by 30 may reach \
      2149651532742656, beyond 2147483647; lower the left shift
      """),
  ]
}
