import Program
import ProgramFixtures
import Testing

/// Exact texts of the rules about the order of reading and writing.
struct FlowCheckTests {
  @Test(arguments: cases) func brokenRuleIsReported(broken: ViolationCase) {
    broken.check()
  }

  static let cases = [
    ViolationCase(
      "read before written",
      { $0.body.swapAt(0, 1) },
      """
      body step 0 (normalize, layer 0 norm): input "residual" is read, but no earlier step \
      of the section writes it
      """),
    ViolationCase(
      "scratch of the body in the head",
      {
        let normed = $0.body[1].outputs[0]
        $0.head[0] = $0.head[0].editingNormalize { $0.input = normed }
      },
      """
      head step 0 (normalize, norm): input "l00_norm" is read, but no earlier step of the \
      section writes it
      """),
    ViolationCase(
      "body writes logits",
      {
        let logits = $0.logits
        $0.body[13] = $0.body[13].editingLinear {
          $0.output = logits
          $0.accumulates = false
        }
      },
      """
      body step 13 (linear, layer 0 out_proj): output "logits" has role output, which this \
      section may not write
      """),
    ViolationCase(
      "head writes carried",
      { $0.head[1] = $0.head[1].editingLinear { $0.output.index = 1 } },
      """
      head step 1 (linear, lm_head): output "residual" has role carried, which this \
      section may not write
      """),
    ViolationCase(
      "result is an operand",
      { $0.body[3] = $0.body[3].editingLinear { $0.output = $0.input } },
      """
      body step 3 (linear, layer 0 in_proj_z): output and input are both "l00_norm"; the \
      result needs a buffer of its own
      """),
    ViolationCase(
      "scratch as state",
      {
        let x = $0.body[2].outputs[0]
        $0.body[10] = $0.body[10].editingScan { $0.state = x }
      },
      """
      body step 10 (scan, layer 0 scan): state "l00_in_proj_x" has role scratch, but needs \
      role state
      """),
    ViolationCase(
      "state as scratch",
      {
        let state = $0.body[4].outputs[2]
        $0.body[5] = $0.body[5].editingLinear { $0.input = state }
      },
      """
      body step 5 (linear, layer 0 x_proj_dt): input "l00_conv_state" has role state, \
      which only the step that owns it may use
      """),
    ViolationCase(
      "state of two steps",
      {
        let state = $0.body[10].outputs[1]
        $0.body[23] = $0.body[23].editingScan { $0.state = state }
      },
      """
      body step 23 (scan, layer 1 scan): state "l00_scan_state" already belongs to another \
      step; give each its own state
      """),
    ViolationCase(
      "mean of two pools", of: TinyPrograms.classifier(seed: 1),
      { $0.head[0] = $0.head[0].editingMean { $0.count = $0.sum } },
      """
      head step 0 (mean, pool): sum "pool_sum" and count "pool_sum" are not those of one \
      accumulate step
      """),
  ]
}
