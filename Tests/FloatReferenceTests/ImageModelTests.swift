import Checkpoint
import Model
import TestSupport
import Testing

@Suite struct ImageModelTests {
  private func model() throws -> Model {
    try withTemporaryDirectory { directory in
      try VisionFixture(name: "image model").write(to: directory)
      return try Checkpoint.load(directory: directory)
    }
  }

  private func complaint(_ change: (inout Model) -> Void) throws -> String? {
    var model = try model()
    change(&model)
    return errorText { try model.validate() }
  }

  private func imageComplaint(_ change: (inout ImageInput) -> Void) throws -> String? {
    try complaint { model in
      guard case .image(var image) = model.input else { return }
      change(&image)
      model.input = .image(image)
    }
  }

  @Test func sizesOfAnImageBelongTogether() throws {
    #expect(try complaint { _ in } == nil)
    let message = "the sizes of image, patch, mean and deviation do not belong together"
    let changes: [(inout ImageInput) -> Void] = [
      { $0.patch = 8 }, { $0.stride = 0 }, { $0.height = 0 }, { $0.width = 1 << 20 },
      { $0.channels = 0 }, { $0.mean = [0] }, { $0.mean[1] = .nan }, { $0.deviation[0] = 0 },
      { $0.deviation = [1, 1, 1] },
      {
        $0.height = 600
        $0.width = 600
      },
    ]
    for change in changes { #expect(try imageComplaint(change) == message) }
  }

  @Test func rowsRiseWithinTheSequence() throws {
    for rows in [[-1], [10], [4, 4], [5, 4]] {
      #expect(
        try imageComplaint { $0.classRows = rows }?.hasPrefix("input: positions must rise")
          == true, "\(rows)")
      let text = try complaint { model in
        model.body = model.body.map { operation in
          guard case .meanPool(var pool) = operation else { return operation }
          pool.rows = rows
          return .meanPool(pool)
        }
      }
      #expect(text == "meanPool: positions must rise within 0...9, at least one", "\(rows)")
    }
  }

  @Test func onlyAnImageHasAllPositionsAtOnce() throws {
    let reason = "only a model that reads images has all positions at once"
    func frameComplaint(_ change: (inout Model) -> Void) throws -> String? {
      try complaint { model in
        guard case .image(let image) = model.input else { return }
        model.input = .frame(width: image.patchCount, value: image.value)
        change(&model)
      }
    }
    #expect(try frameComplaint { _ in } == "position 'pos_embed': " + reason)
    let noPosition = try frameComplaint { model in
      guard case .position(let position) = model.body.remove(at: 1),
        case .linear(var linear) = model.body[0]
      else { return }
      model.values.remove(at: linear.output.index)
      model.values.insert(Value(name: "unused", width: 1), at: linear.output.index)
      linear.output = position.output
      model.body[0] = .linear(linear)
    }
    #expect(noPosition == "mixer of layer 0: " + reason)
  }

  @Test func whatIsHeldForAllPositionsIsBounded() throws {
    let text = try complaint { model in
      guard case .image(var image) = model.input else { return }
      (image.height, image.width) = (500, 500)
      model.input = .image(image)
      model.values[2].width = 2000
    }
    #expect(
      text == "embedding has 2000 elements at each of 62002 positions, more than 67108864 "
        + "together; use smaller images or a larger stride")
  }

  @Test func dumpSaysOrderPatchesAndDirections() throws {
    let lines = try model().dump().split(separator: "\n").map(String.init)
    #expect(lines[1] == "input image 7 x 7 x 2 hwc, patches of 3 every 2, 10 positions")
    #expect(lines.contains("  %2 embedding[6] = position %1 patch_embed[6]"))
    #expect(lines.contains("    layers.0.mixer.A_b_log [10, 3]"))
    #expect(lines.contains { $0.hasSuffix("at [4]") })
  }
}
