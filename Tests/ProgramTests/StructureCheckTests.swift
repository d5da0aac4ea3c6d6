import Program
import ProgramFixtures
import Testing

/// Exact texts of the rules about names, sizes, texts and roles.
struct StructureCheckTests {
  @Test(arguments: cases) func brokenRuleIsReported(broken: ViolationCase) {
    broken.check()
  }

  static let cases = [
    ViolationCase(
      "program name",
      { $0.name = "Tiny-LM" },
      """
      program: "Tiny-LM" is no name: use at most 63 lower-case letters, digits and single \
      underscores, a letter first, no C or C++ keyword
      """),
    ViolationCase(
      "keyword as a name",
      { $0.buffers[0].name = "int" },
      """
      buffer "int": "int" is no name: use at most 63 lower-case letters, digits and single \
      underscores, a letter first, no C or C++ keyword
      """),
    ViolationCase(
      "name used twice",
      { $0.buffers[1].name = "token" },
      "buffer \"token\": the name is used twice; rename one"),
    ViolationCase(
      "constant name used twice",
      { $0.constants[1].name = $0.constants[0].name },
      "constant \"embedding_weight\": the name is used twice; rename one"),
    ViolationCase(
      "unprintable text",
      { $0.provenance.method = "a\nb" },
      "program: method must be printable text of at most 4096 bytes"),
    ViolationCase(
      "unprintable origin",
      { $0.constants[0].origin.module = "\u{7}" },
      """
      constant "embedding_weight": module of the origin must be printable text of at most \
      4096 bytes
      """),
    ViolationCase(
      "layer of an origin",
      { $0.constants[0].origin.layer = -1 },
      "constant \"embedding_weight\": layer of the origin is -1, but must be in 0...99999"),
    ViolationCase(
      "logit scale",
      { $0.logitScale = .nan },
      "program: scale of the logits is nan, but must be finite and above 0"),
    ViolationCase(
      "frame scale", of: TinyPrograms.classifier(seed: 1),
      { $0.input = .frame(width: 5, scale: 0, limit: 20000) },
      "program: scale of the input is 0.0, but must be finite and above 0"),
    ViolationCase(
      "frame limit", of: TinyPrograms.classifier(seed: 1),
      { $0.input = .frame(width: 5, scale: 1, limit: 32768) },
      "program: limit of the input is 32768, but must be in 1...32767"),
    ViolationCase(
      "vocabulary",
      { $0.input = .token(vocabulary: 0) },
      "program: vocabulary is 0, but must be in 1...67108864"),
    ViolationCase(
      "buffer scale",
      { $0.buffers[1].scale = -1 },
      "buffer \"residual\": scale is -1.0, but must be finite and above 0"),
    ViolationCase(
      "buffer size",
      { $0.buffers[1].count = 0 },
      "buffer \"residual\": number of elements is 0, but must be in 1...67108864"),
    ViolationCase(
      "all buffers",
      {
        for i in 3...8 {
          $0.buffers[i].count = 1 << 26
        }
      },
      "program: number of elements of all buffers is 402654330, but must be in 0...268435456"),
    ViolationCase(
      "dimension",
      { $0.constants[0].shape = [0, 10] },
      "constant \"embedding_weight\": dimension 0 is 0, but must be in 1...67108864"),
    ViolationCase(
      "dimensions",
      { $0.constants[0].shape = [] },
      "constant \"embedding_weight\": number of dimensions is 0, but must be in 1...2"),
    ViolationCase(
      "shape is filled",
      { $0.constants[0].shape = [11, 11] },
      "constant \"embedding_weight\": 110 elements do not fill the shape [11, 11]"),
    ViolationCase(
      "unused buffer",
      {
        $0.buffers.append(
          Buffer(name: "spare", role: .scratch, type: .int8, count: 1, scale: nil))
      },
      "buffer \"spare\": no step uses it; remove it"),
    ViolationCase(
      "unused constant",
      {
        $0.constants.append($0.constants[0])
        $0.constants[$0.constants.count - 1].name = "spare"
      },
      "constant \"spare\": no step uses it; remove it"),
    ViolationCase(
      "second input",
      { $0.buffers[2].role = .input },
      "program: 2 buffers have role input, but exactly one must"),
    ViolationCase(
      "empty body",
      { $0.body = [] },
      "program: body has no steps"),
    ViolationCase(
      "labels", of: TinyPrograms.classifier(seed: 1),
      { $0.labels.removeLast() },
      "program: 2 labels for 3 logits; give one for each, or none"),
    ViolationCase(
      "buffer ID",
      { $0.body[0] = $0.body[0].editingEmbed { $0.output.index = 999 } },
      "body step 0 (embed, embedding): output is buffer 999, but there are 52"),
    ViolationCase(
      "constant ID",
      { $0.body[1] = $0.body[1].editingNormalize { $0.gain.index = -1 } },
      "body step 1 (normalize, layer 0 norm): gain is constant -1, but there are 139"),
    ViolationCase(
      "logits ID",
      { $0.logits.index = 1000 },
      "program: logits is buffer 1000, but there are 52"),
    ViolationCase(
      "logits role",
      { $0.logits.index = 1 },
      "program: logits \"residual\" has role carried, but needs role output"),
  ]
}
