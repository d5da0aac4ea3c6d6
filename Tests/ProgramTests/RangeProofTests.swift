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
      body step 13 (linear, layer 0 out_proj) of backbone.layers.0.out_proj.weight: the \
      accumulator of channel 3 may reach 2147730687, beyond 2147483647; use fewer columns or \
      smaller weights
      """),
    ViolationCase(
      "left shift",
      { $0.body[13] = $0.body[13].editingLinear { $0.scale.left = 30 } },
      """
      body step 13 (linear, layer 0 out_proj) of backbone.layers.0.out_proj.weight: the value \
      shifted left by 30 of channel 3 may reach 278817465696256, beyond 2147483647; lower the \
      left shift
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
      body step 26 (linear, layer 1 out_proj) of backbone.layers.1.out_proj.weight: the sum with \
      the output of channel 9 may reach 2337059510, beyond 2147483647; raise the scale of the \
      output
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
      body step 1 (normalize, layer 0 norm) of backbone.layers.0.norm.weight: the sum of squares \
      may reach 10023993134523279027, beyond 4611686018427387903; raise pre_shift
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
      body step 10 (scan, layer 0 scan) of backbone.layers.0.scan.weight: the sum over the \
      states may reach 4294967296, beyond 2147483647; lower the limit of c
      """),
    ViolationCase(
      "dt",
      {
        let b = $0.body[9].operands[0].buffer
        $0.body[10] = $0.body[10].editingScan { $0.dt = b }
      },
      """
      body step 10 (scan, layer 0 scan): dt "l00_dt_proj" ranges over -31276...24441, but must \
      stay in 0...32767; limit the step that writes it
      """),
    ViolationCase(
      "left shift of a transform",
      { $0.body[12] = $0.body[12].editingRotate { $0.scale.left = 30 } },
      """
      body step 12 (rotate, layer 0 rotation) of backbone.layers.0.rotation.weight: the value \
      shifted left by 30 of channel 0 may reach 281474976710656, beyond 2147483647; lower the \
      left shift
      """),
    ViolationCase(
      "left shift of a quantization", of: TinyPrograms.classifier(seed: 1),
      { $0.body[1] = $0.body[1].editingQuantize { $0.scale.left = 30 } },
      """
      body step 1 (quantize, frame_quantized) of frame_quantized.weight: the value shifted left \
      by 30 of channel 5 may reach 2149651532742656, beyond 2147483647; lower the left shift
      """),
    ViolationCase(
      "convolution",
      { set("l00_conv_bias", 5, 0x7fff_ffff, in: &$0) },
      """
      body step 4 (convolve, layer 0 conv1d) of backbone.layers.0.conv1d.weight: the accumulator \
      of channel 5 may reach 2147509887, beyond 2147483647; use fewer columns or smaller weights
      """),
    ViolationCase(
      "bias of 4-bit weights", of: TinyPrograms.language(seed: 1, shape: .fourBits),
      { set("l00_out_proj_bias", 7, -0x7fff_ffff, in: &$0) },
      """
      body step 13 (linear, layer 0 out_proj) of backbone.layers.0.out_proj.weight: the \
      accumulator of channel 7 may reach 2152115967, beyond 2147483647; use fewer columns or \
      smaller weights
      """),
    ViolationCase(
      "factor of a residual",
      {
        set("l01_out_proj_multiplier", 2, 0x7fff_ffff, in: &$0)
        set("l01_out_proj_shift", 2, 0, in: &$0)
        set("embedding_shift", 4, 0, in: &$0)
      },
      """
      body step 27 (quantize, layer 2 residual_quantized) of \
      backbone.layers.2.residual_quantized.weight: the value shifted left by 4 of channel 2 may \
      reach 22649101248, beyond 2147483647; lower the left shift
      """),
    ViolationCase(
      "c of heads", of: TinyPrograms.heads(seed: 1),
      { program in
        for index in program.body.indices {
          guard case .rescale(var step) = program.body[index], step.origin.module == "scan_c"
          else { continue }
          step.limit = 32767
          program.body[index] = .rescale(step)
        }
      },
      """
      body step 13 (scan_heads, layer 0 A_log) of backbone.layers.0.A_log.weight: the sum over \
      the states may reach 7515963392, beyond 2147483647; lower the limit of c
      """),
  ]

  /// Sets an element of the constant with that name.
  private static func set(_ name: String, _ element: Int, _ value: Int, in program: inout Program) {
    guard let id = program.constants.firstIndex(where: { $0.name == name }) else { return }
    switch program.constants[id].data {
    case .int8(var values):
      values[element] = Int8(value)
      program.constants[id].data = .int8(values)
    case .uint8(var values):
      values[element] = UInt8(value)
      program.constants[id].data = .uint8(values)
    case .int16(var values):
      values[element] = Int16(value)
      program.constants[id].data = .int16(values)
    case .int32(var values):
      values[element] = Int32(value)
      program.constants[id].data = .int32(values)
    }
  }
}
