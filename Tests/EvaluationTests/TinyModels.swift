import Model
import TestSupport

/// Float models with random weights and the inputs and classes of the tiny programs.
enum TinyModels {
  /// Embedding and head.
  static func language(vocabulary: Int, width: Int = 3) -> Model {
    var random = SeededRandom(seed: 5)
    return Model(
      name: "tiny", input: .token(vocabulary: vocabulary),
      values: [Value(name: "residual", width: width), Value(name: "logits", width: vocabulary)],
      body: [
        .embed(
          Embed(weight: parameter([vocabulary, width], &random), output: ValueID(0)))
      ],
      readout: [linear(0, width, into: 1, vocabulary, &random)], logits: ValueID(1),
      labels: [], checkpointHash: "")
  }

  /// Mean pool and head.
  static func classifier(features: Int, classes: Int) -> Model {
    var random = SeededRandom(seed: 6)
    return Model(
      name: "tiny", input: .frame(width: features, value: ValueID(0)),
      values: [
        Value(name: "frame", width: features), Value(name: "pool", width: features),
        Value(name: "logits", width: classes),
      ],
      body: [.meanPool(MeanPool(input: ValueID(0), output: ValueID(1)))],
      readout: [linear(1, features, into: 2, classes, &random)], logits: ValueID(2),
      labels: (0..<classes).map { "class \($0)" }, checkpointHash: "")
  }

  private static func linear(
    _ input: Int, _ columns: Int, into output: Int, _ rows: Int, _ random: inout SeededRandom
  ) -> Operation {
    .linear(
      Linear(
        input: ValueID(input), weight: parameter([rows, columns], &random), bias: nil,
        output: ValueID(output)))
  }

  private static func parameter(_ shape: [Int], _ random: inout SeededRandom) -> Parameter {
    Parameter(
      tensor: Tensor(shape: shape, values: random.floats(shape.reduce(1, *), in: -2...2)),
      origin: Origin(layer: nil, module: "", checkpointName: ""))
  }
}
