import Program
import ProgramFixtures
import Testing

/// Exact texts of the rules about types, sizes, parameters and elements.
struct ShapeCheckTests {
  @Test(arguments: cases) func brokenRuleIsReported(broken: ViolationCase) {
    broken.check()
  }

  static let cases = [
    ViolationCase(
      "operand type",
      { $0.buffers[$0.body[2].outputs[0].index].type = .int32 },
      """
      body step 4 (convolve, layer 0 conv1d): input "l00_in_proj_x" is int32, but must be \
      int8
      """),
    ViolationCase(
      "operand size",
      { $0.buffers[$0.body[9].outputs[1].index].count = 3 },
      """
      body step 9 (discretize, layer 0 dt_proj): drive "l00_drive" has 3 elements, but \
      must have 24
      """),
    ViolationCase(
      "constant type",
      { $0.constants[3].data = .int8(Array(repeating: 1, count: 10)) },
      """
      body step 1 (normalize, layer 0 norm): gain "l00_norm_gain" is int8, but must be \
      int32
      """),
    ViolationCase(
      "constant shape",
      { $0.constants[0].shape = [10, 11] },
      """
      body step 0 (embed, embedding): weight "embedding_weight" has shape [10, 11], but \
      must have [11, 10]
      """),
    ViolationCase(
      "weight of -128",
      {
        if case .int8(var w) = $0.constants[0].data {
          w[5] = -128
          $0.constants[0].data = .int8(w)
        }
      },
      """
      body step 0 (embed, embedding): weight "embedding_weight" has -128 at element 5, but \
      must stay in -127...127
      """),
    ViolationCase(
      "negative multiplier",
      {
        if case .int32(var m) = $0.constants[1].data {
          m[2] = -1
          $0.constants[1].data = .int32(m)
        }
      },
      """
      body step 0 (embed, embedding): scale.multiplier "embedding_multiplier" has -1 at \
      element 2, but must stay in 0...2147483647
      """),
    ViolationCase(
      "shift",
      {
        if case .uint8(var s) = $0.constants[2].data {
          s[2] = 32
          $0.constants[2].data = .uint8(s)
        }
      },
      """
      body step 0 (embed, embedding): scale.shift "embedding_shift" has 32 at element 2, \
      but must stay in 0...31
      """),
    ViolationCase(
      "gain",
      {
        if case .int32(var m) = $0.constants[3].data {
          m[2] = .min
          $0.constants[3].data = .int32(m)
        }
      },
      """
      body step 1 (normalize, layer 0 norm): gain "l00_norm_gain" has -2147483648 at \
      element 2, but must stay in -2147483647...2147483647
      """),
    ViolationCase(
      "left shift of embed",
      { $0.body[0] = $0.body[0].editingEmbed { $0.scale.left = 24 } },
      "body step 0 (embed, embedding): scale.left is 24, but must be in 0...23"),
    ViolationCase(
      "epsilon",
      { $0.body[1] = $0.body[1].editingNormalize { $0.epsilon = 0 } },
      """
      body step 1 (normalize, layer 0 norm): epsilon is 0, but must be in \
      1...1152921504606846975
      """),
    ViolationCase(
      "pre-shift",
      { $0.body[1] = $0.body[1].editingNormalize { $0.preShift = 32 } },
      "body step 1 (normalize, layer 0 norm): pre_shift is 32, but must be in 0...31"),
    ViolationCase(
      "fraction bits of the scan",
      { $0.body[10] = $0.body[10].editingScan { $0.fractionBits = 15 } },
      "body step 10 (scan, layer 0 scan): fraction_bits is 15, but must be in 16...30"),
    ViolationCase(
      "fraction bits of the gate",
      { $0.body[11] = $0.body[11].editingGate { $0.fractionBits = 13 } },
      "body step 11 (gate, layer 0 gate): fraction_bits is 13, but must be in 0...12"),
    ViolationCase(
      "left shift of the convolution's copy",
      { $0.body[4] = $0.body[4].editingConvolve { $0.copy?.quantization.left = 14 } },
      "body step 4 (convolve, layer 0 conv1d): quantization.left is 14, but must be 15"),
    ViolationCase(
      "left shift of the time step",
      { $0.body[9] = $0.body[9].editingDiscretize { $0.timeStep.left = 1 } },
      "body step 9 (discretize, layer 0 dt_proj): time_step.left is 1, but must be 0"),
    ViolationCase(
      "doublings",
      { $0.body[12] = $0.body[12].editingRotate { $0.doublings = 16 } },
      "body step 12 (rotate, layer 0 rotation): doublings is 16, but must be in 0...15"),
    ViolationCase(
      "groups",
      { $0.body[12] = $0.body[12].editingRotate { $0.doublings = 4 } },
      "body step 12 (rotate, layer 0 rotation): groups of 16 channels do not fill 24 channels"),
    ViolationCase(
      "entries of a transform",
      {
        let m = $0.body[12].constantOperands[0].constant.index
        $0.constants[m].data = .int8([0])
      },
      """
      body step 12 (rotate, layer 0 rotation): matrix "l00_hadamard" has 0 at element 0, \
      but entries are 1 or -1
      """),
    ViolationCase(
      "multiplier of a tensor",
      { $0.body[12] = $0.body[12].editingRotate { $0.scale.multiplier = -5 } },
      """
      body step 12 (rotate, layer 0 rotation): scale.multiplier is -5, but must be in \
      0...2147483647
      """),
    ViolationCase(
      "accumulates into int8",
      { $0.body.insert($0.body[2].editingLinear { $0.accumulates = true }, at: 3) },
      """
      body step 3 (linear, layer 0 in_proj_x): accumulates into int8; only an int32 output \
      can be accumulated into
      """),
    ViolationCase(
      "limit of int32",
      { $0.head[1] = $0.head[1].editingLinear { $0.limit = 5 } },
      """
      head step 1 (linear, lm_head): limits an output of type int32; only int8 and int16 \
      saturate
      """),
    ViolationCase(
      "limit of int8",
      { $0.body[2] = $0.body[2].editingLinear { $0.limit = 128 } },
      "body step 2 (linear, layer 0 in_proj_x): limit is 128, but must be in 1...127"),
    ViolationCase(
      "backward without a whole sequence",
      {
        for index in $0.body.indices {
          guard case .scan(var scan) = $0.body[index] else { continue }
          scan.isBackward = true
          $0.body[index] = .scan(scan)
          break
        }
      },
      """
      body step 10 (scan, layer 0 scan): positions come one after the other; only a program that \
      reads an image can do this
      """),
    ViolationCase(
      "patch beyond the image", of: TinyPrograms.image(seed: 1),
      {
        guard case .gather(let gather) = $0.body[1] else { return }
        $0.constants[gather.corners.index].data = .int32([0, 1, 2, -1, 4, 5, 149])
      },
      """
      body step 1 (gather, patch_embed): a patch reads byte 183 of an image of 150; correct \
      corners or elements
      """),
    ViolationCase(
      "pool beyond the sequence", of: TinyPrograms.image(seed: 1, rows: [3, 7]), { _ in },
      "body step 70 (accumulate, pool): rows must rise within 0...6, at least one"),
    ViolationCase(
      "carried position of an image", of: TinyPrograms.image(seed: 1),
      { $0.buffers[1].role = .carried },
      """
      buffer "residual": is carried from a position to the head, but an image has many; use a pool
      """),
    ViolationCase(
      "embed of frames", of: TinyPrograms.classifier(seed: 1),
      {
        let scale = ChannelScale(multiplier: ConstantID(1), shift: ConstantID(2), left: 0)
        let step = EmbedStep(
          token: BufferID(0), weight: ConstantID(0), scale: scale,
          output: $0.body[0].outputs[0], origin: $0.body[0].origin)
        $0.body.insert(.embed(step), at: 0)
      },
      "body step 0 (embed, proj_in): the program's input is not tokens, which embed needs"),
    ViolationCase(
      "token is no input",
      {
        let y = $0.body[10].outputs[0]
        let first = $0.body[0].editingEmbed {
          $0.token = BufferID(1)
          $0.output = y
        }
        $0.body.insert(first, at: 1)
      },
      """
      body step 1 (embed, embedding): token "residual" has role carried, but needs role \
      input
      """),
    ViolationCase(
      "size of the input",
      { $0.buffers[0].count = 2 },
      "program: input \"token\" has 2 elements, but must have 1"),
  ]
}
