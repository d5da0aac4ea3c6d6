import Checkpoint
import Model
import TestSupport
import Testing

@Suite struct VisionCheckpointTests {
  private func load(_ fixture: VisionFixture) throws -> Model {
    try withTemporaryDirectory { directory in
      try fixture.write(to: directory)
      return try Checkpoint.load(directory: directory)
    }
  }

  private func image(_ model: Model) throws -> ImageInput {
    guard case .image(let image) = model.input else { throw WrongInput() }
    return image
  }

  private struct WrongInput: Error {}

  @Test func buildsTheModelInTheOrderOfEvaluation() throws {
    let model = try load(VisionFixture())
    #expect(model.isClassifier)
    #expect(model.positions == 10)
    #expect(model.labels == ["0", "1", "2", "3", "4"])
    #expect(
      model.outline == [
        "linear patches -> patch_embed",
        "position patch_embed -> embedding",
        "rmsNorm embedding -> layers.0.norm",
        "mixer layers.0.norm -> layers.0.mixer",
        "add embedding, layers.0.mixer -> layers.0.residual",
        "rmsNorm layers.0.residual -> layers.1.norm",
        "mixer layers.1.norm -> layers.1.mixer",
        "add layers.0.residual, layers.1.mixer -> layers.1.residual",
        "rmsNorm layers.1.residual -> norm_f",
        "meanPool norm_f -> pooled",
        "linear pooled -> logits",
      ])
    let image = try image(model)
    #expect(image.height == 7 && image.width == 7 && image.channels == 2)
    #expect(image.patch == 3 && image.stride == 2)
    #expect(image.mean == [0.25, 0.5] && image.deviation == [0.5, 0.25])
    #expect(image.layout == .heightWidthChannels)
  }

  @Test(arguments: [
    (VisionFixture.ClassTokens.none, [], [8]), (.first, [0], [0]), (.middle, [4], [4]),
    (.both, [0, 10], [0, 10]),
  ])
  func classTokensStandWhereTheSettingsSay(
    classTokens: VisionFixture.ClassTokens, rows: [Int], pooled: [Int]
  ) throws {
    let model = try load(VisionFixture(classTokens: classTokens))
    #expect(try image(model).classRows == rows)
    #expect(model.positions == 9 + rows.count)
    let pools = model.body.compactMap { if case .meanPool(let pool) = $0 { pool } else { nil } }
    #expect(pools.map(\.rows) == [pooled])
  }

  @Test func theStrideIsThatOfThePatchUnlessGiven() throws {
    var fixture = VisionFixture(hasPositions: false)
    fixture.settings["stride"] = nil
    let model = try load(fixture)
    #expect(try image(model).stride == 3)
    #expect(model.positions == 5)
  }

  @Test func coloursHaveTheMeansOfImageNetUnlessGiven() throws {
    var fixture = VisionFixture()
    fixture.settings["image_mean"] = nil
    fixture.settings["image_std"] = nil
    fixture.settings["channels"] = nil
    fixture.settings["image_layout"] = "\"chw\""
    fixture.reshape("patch_embed.proj.weight", [6, 3, 3, 3])
    let image = try image(load(fixture))
    #expect(image.channels == 3)
    #expect(image.mean == [0.485, 0.456, 0.406])
    #expect(image.deviation == [0.229, 0.224, 0.225])
    #expect(image.layout == .channelsHeightWidth)
  }

  @Test func keepsValuesShapesAndOrigins() throws {
    let fixture = VisionFixture(classTokens: .none)
    let model = try load(fixture)
    #expect(model.parameters.count == fixture.tensors.count)
    for parameter in model.parameters {
      let name = parameter.origin.checkpointName
      let tensor = try #require(fixture.tensors.first { $0.name == name })
      #expect(parameter.tensor.values == tensor.values, "\(name)")
    }
    guard case .mixer(let mixer) = model.body[6] else {
      Issue.record("no mixer at 6")
      return
    }
    #expect(
      mixer.branch(.backward)?.xProj.origin
        == Origin(
          layer: 1, module: "mixer.x_proj_b",
          checkpointName: "layers.1.mixer.x_proj_b.weight"))
    #expect(mixer.branch(.backward)?.aLog.origin.checkpointName == "layers.1.mixer.A_b_log")
    #expect(mixer[.forward].aLog.origin.checkpointName == "layers.1.mixer.A_log")
  }

  @Test func whateverWritesToACentredStreamHasTheMeanZero() throws {
    let model = try load(VisionFixture(isLayerNorm: true))
    func means(_ parameter: Parameter?, rows: Bool) -> [Double] {
      guard let tensor = parameter?.tensor else { return [] }
      let (height, width) = (tensor.shape[0], tensor.shape.count > 1 ? tensor.shape[1] : 1)
      return rows
        ? (0..<height).map { row in
          (0..<width).reduce(0) { $0 + Double(tensor.values[row * width + $1]) }
        }
        : (0..<width).map { column in
          (0..<height).reduce(0) { $0 + Double(tensor.values[$1 * width + column]) }
        }
    }
    var all: [Double] = []
    for operation in model.body {
      switch operation {
      case .position(let position): all += means(position.table, rows: true)
      case .linear(let linear):
        all += means(linear.weight, rows: false) + means(linear.bias, rows: false)
      case .mixer(let mixer): all += means(mixer.outProj, rows: false)
      case .embed, .rmsNorm, .add, .meanPool: break
      }
    }
    #expect(all.count == 10 + 18 + 1 + 2 * 10)
    #expect(all.allSatisfy { abs($0) < 1e-5 }, "\(all)")
  }

  @Test(arguments: [false, true])
  func widensHalfPrecision(isLayerNorm: Bool) throws {
    let fixture = VisionFixture(isLayerNorm: isLayerNorm)
    let exact = try load(fixture).parameters
    for (type, bound) in [("F16", Float(0x1p-9)), ("BF16", 0x1p-5)] {
      var file = SafetensorsFixture()
      for tensor in fixture.tensors {
        let bytes = tensor.values.flatMap {
          littleEndian(type == "F16" ? Float16($0).bitPattern : UInt16($0.bitPattern >> 16))
        }
        file.add(tensor.name, type: type, shape: tensor.shape, bytes: bytes)
      }
      let narrow = try withTemporaryDirectory { directory in
        try fixture.write(to: directory)
        try writeFile(file.bytes, to: directory + "/model.safetensors")
        return try Checkpoint.load(directory: directory).parameters
      }
      #expect(narrow.count == exact.count)
      for (a, b) in zip(narrow, exact) {
        #expect(a.tensor.shape == b.tensor.shape)
        for (x, y) in zip(a.tensor.values, b.tensor.values) { #expect(abs(x - y) <= bound) }
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func survivesMutatedFiles() throws {
    var random = SeededRandom()
    let fixtures = VisionFixture.ClassTokens.allCases.map {
      VisionFixture(classTokens: $0, isLayerNorm: $0 == .first)
    }
    try withTemporaryDirectory { directory in
      var failures = 0
      for round in 0..<400 {
        let fixture = fixtures[round % fixtures.count]
        try fixture.write(to: directory)
        if round < 200 {
          let bytes = mutated(Array(fixture.config.utf8), &random)
          try writeFile(bytes, to: directory + "/config.json")
        } else {
          let bytes = mutated(fixture.weights.bytes, &random)
          try writeFile(bytes, to: directory + "/model.safetensors")
        }
        failures += errorText { _ = try Checkpoint.load(directory: directory) } == nil ? 0 : 1
      }
      #expect(failures > 150)
    }
  }
}
