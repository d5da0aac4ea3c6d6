import Checkpoint
import Model
import TestSupport
import Testing

/// Loads models and data files as they are published.
@Suite struct SharedCheckpointTests {
  @Test(arguments: [
    ("lm-shakespeare", 4, 96, 192, 16, 6, 4, 256),
    ("lm-2m", 8, 192, 384, 16, 12, 4, 256),
    ("lm-2m-outliers", 8, 192, 384, 16, 12, 4, 256),
    ("family/mamba-odd", 2, 40, 88, 12, 5, 3, 101),
    ("family/falcon", 2, 48, 96, 16, 8, 4, 128),
    ("vowels", 2, 48, 96, 16, 3, 4, 9),
    ("keywords-10", 1, 64, 128, 16, 4, 4, 10), ("vim-mnist", 4, 64, 128, 16, 4, 4, 10),
  ])
  func readsTheSizes(
    name: String, layers: Int, width: Int, channels: Int, states: Int, rank: Int, kernel: Int,
    outputs: Int
  ) throws {
    guard let path = SharedModels.path(name) else { return }
    let model = try Checkpoint.load(directory: path)
    let mixers = model.body.compactMap { if case .mixer(let mixer) = $0 { mixer } else { nil } }
    #expect(mixers.map(\.layer) == Array(0..<layers))
    for mixer in mixers {
      #expect(mixer.width == width)
      #expect(mixer.channels == channels)
      #expect(mixer[.forward].states == states)
      #expect(mixer[.forward].timeStepRank == rank)
      #expect(mixer[.forward].kernel == kernel)
      #expect((mixer.inProjBias != nil) == (name == "family/mamba-odd"))
      #expect((mixer.outProjBias != nil) == (name == "family/mamba-odd"))
      #expect(mixer[.forward].convolutionBias != nil)
      #expect(mixer[.forward].dtProjBias != nil)
      #expect((mixer.branch(.backward) != nil) == (name == "vim-mnist"))
      #expect(mixer[.forward].normEpsilon == (name == "family/falcon" ? 1e-6 : nil))
    }
    #expect(model.values[model.logits.index].width == outputs)
    #expect(model.name == name.split(separator: "/").last.map(String.init))
  }

  @Test(arguments: [
    ("lm-2m/evaluation", 0, 32, 512), ("lm-2m/long", 0, 4, 16384),
    ("lm-shakespeare/calibration", 0, 32, 512), ("vowels/evaluation", 12, 370, 25),
    ("vowels/calibration", 12, 270, 25), ("keywords-10/evaluation", 40, 256, 100),
    ("keywords-10/calibration", 40, 64, 100),
  ])
  func readsTheDataFiles(name: String, width: Int, sequences: Int, length: Int) throws {
    guard let path = SharedModels.path(name + ".safetensors") else { return }
    let input =
      width == 0
      ? ModelInput.token(vocabulary: 256) : .frame(width: width, value: ValueID(0))
    let data = try DataFile.read(path: path, for: input)
    #expect(data.sequences.count == sequences)
    #expect(data.sequences.positions == sequences * length)
    let hasLabels = width > 0 && name != "keywords-10/calibration"
    #expect(data.labels?.count == (hasLabels ? sequences : nil))
  }

  @Test func readsTheImages() throws {
    guard let path = SharedModels.path("vim-mnist") else { return }
    let model = try Checkpoint.load(directory: path)
    guard case .image(let image) = model.input else {
      Issue.record("\(model.input)")
      return
    }
    #expect(image.positions == 50 && image.classRows == [24] && image.count == 784)
    for (name, count) in [("calibration", 256), ("evaluation", 2000)] {
      let data = try DataFile.read(path: "\(path)/\(name).safetensors", for: model.input)
      #expect(data.sequences.count == count)
      #expect(data.labels?.count == count)
    }
  }

  @Test(arguments: [("mamba2-groups1", 48, 6, 1, 16), ("mamba2-groups2", 64, 8, 2, 32)])
  func readsTheSizesOfMamba2(
    name: String, width: Int, heads: Int, groups: Int, states: Int
  ) throws {
    guard let path = SharedModels.path("family/" + name) else { return }
    for case .mixer(let mixer) in try Checkpoint.load(directory: path).body {
      #expect(mixer.width == width && mixer.channels == 2 * width)
      #expect(mixer.heads?.heads == heads && mixer.heads?.groups == groups)
      #expect(mixer.heads?.states == states)
    }
  }
}
