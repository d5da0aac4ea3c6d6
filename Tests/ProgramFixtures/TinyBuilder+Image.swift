import Program
import TestSupport

/// The steps that only programs of images have, with random weights.
extension TinyBuilder {
  /// Patches of 2 x 2 pixels with the given stride in rows, a position without a patch in the
  /// middle.
  mutating func gather(image: BufferID, of sizes: ProgramImage, stride: Int) -> Signal {
    var corners: [Int32] = []
    for y in Swift.stride(from: 0, through: sizes.height - 2, by: stride) {
      for x in Swift.stride(from: 0, through: sizes.width - 2, by: stride) {
        corners.append(Int32((y * sizes.width + x) * sizes.channels))
      }
    }
    corners.insert(-1, at: corners.count / 2)
    let row = Int32(sizes.channels)
    let line = Int32(sizes.width * sizes.channels)
    let elements = (0..<row).flatMap { [$0, row + $0, line + $0, line + row + $0] }
    let output = signal("patches", .int8, elements.count)
    steps.append(
      .gather(
        GatherStep(
          image: image, corners: constant("corners", [corners.count], .int32(corners)),
          elements: constant("elements", [elements.count], .int32(elements)),
          output: output.id, origin: origin("patch_embed"))))
    return output
  }

  mutating func position(_ positions: Int, into output: Signal) {
    let weight = weight("position_weight", positions, output.count)
    let scale = channelScale(
      "position", channels: positions, factor: output.usual / 64, bound: 127)
    steps.append(
      .position(
        PositionStep(
          weight: weight, scale: scale, output: output.id, origin: origin("pos_embed"))))
  }

  /// The sum of both directions.
  mutating func add(_ left: Signal, _ right: Signal) -> Signal {
    let output = signal("gated_sum", .int16, left.count)
    steps.append(
      .add(
        AddStep(left: left.id, right: right.id, output: output.id, origin: origin("mixer"))))
    return output
  }
}
