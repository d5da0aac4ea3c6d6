import Calibration
import FloatReference
import Model
import Program
import TestSupport
import Testing

@testable import Quantization

@Suite struct LoweredImageTests {
  private struct WrongInput: Error {}

  private func parts() throws -> (model: Model, image: ImageInput, patches: Linear) {
    let model = OutlierModel.image()
    guard case .image(let image) = model.input, case .linear(let linear) = model.body[0] else {
      throw WrongInput()
    }
    return (model, image, linear)
  }

  /// `pixel - 128` and the constant say what the model says of normalised pixels: nothing is
  /// rounded but weights, by half a unit each.
  @Test(arguments: ImageLayout.allCases)
  func patchesAreExactUpToTheRoundingOfWeights(layout: ImageLayout) throws {
    var (model, image, linear) = try parts()
    image.layout = layout
    model.input = .image(image)
    let lowering = try Lowering(model, statistics: .init(sites: [:], dataHash: ""))
    let embedding = lowering.patchEmbedding(linear, image)
    #expect(embedding.linear.bias == nil)
    var random = SeededRandom()
    let pixels: [UInt8] = random.integers(image.count, in: 0...255)
    let (columns, size) = (image.patchCount, image.patch * image.patch)
    for corner in image.corners where corner >= 0 {
      let bytes = image.elements.map { Int(pixels[corner + $0]) - 128 }
      let slack = Double(bytes.reduce(0) { $0 + abs($1) }) / 2 + 1e-3
      for row in 0..<linear.weight.tensor.shape[0] {
        var expected = Double(linear.bias?.tensor.values[row] ?? 0)
        var sum = 0
        for column in 0..<columns {
          let channel = column / size
          let input =
            (Double(bytes[column] + 128) / 255 - Double(image.mean[channel]))
            / Double(image.deviation[channel])
          expected += Double(linear.weight.tensor.values[row * columns + column]) * input
          sum += Int(embedding.linear.rows.values[row * columns + column]) * bytes[column]
        }
        let unit = embedding.linear.accumulatorScales[row]
        let found = Double(sum) * unit + Double(embedding.constant[row])
        #expect(abs(found - expected) <= slack * unit + 1e-5)
      }
    }
  }

  /// Bytes in the order of a convolution's weights: channel, row, column.
  @Test func cornersAndElementsFindTheSamePixelsInBothOrders() throws {
    var (_, image, _) = try parts()
    let (height, width, channels) = (image.height, image.width, image.channels)
    for layout in ImageLayout.allCases {
      image.layout = layout
      var corners = image.corners
      #expect(corners.remove(at: image.classRows[0]) == -1)
      #expect(corners.count == image.patchRows * image.patchColumns)
      var expected: [Int] = []
      for top in stride(from: 0, through: height - image.patch, by: image.stride) {
        for left in stride(from: 0, through: width - image.patch, by: image.stride) {
          for channel in 0..<channels {
            for y in top..<top + image.patch {
              for x in left..<left + image.patch {
                expected.append(
                  layout == .heightWidthChannels
                    ? (y * width + x) * channels + channel : (channel * height + y) * width + x)
              }
            }
          }
        }
      }
      #expect(corners.flatMap { corner in image.elements.map { corner + $0 } } == expected)
    }
  }

  @Test func classTokensAndPositionsAreOneTable() throws {
    let (model, image, linear) = try parts()
    guard case .position(let position) = model.body[1] else { throw WrongInput() }
    let lowering = try Lowering(model, statistics: .init(sites: [:], dataHash: ""))
    let embedding = lowering.patchEmbedding(linear, image)
    let table = lowering.positionTable(position, embedding, image)
    let width = position.table.tensor.shape[1]
    #expect(table.scales.count == image.positions)
    for row in 0..<image.positions {
      for i in 0..<width {
        let isClass = image.classRows.contains(row)
        let expected =
          Double(position.table.tensor.values[row * width + i])
          + (isClass ? 0 : Double(embedding.constant[i]))
        let found = Double(table.values[row * width + i]) * table.scales[row]
        #expect(abs(found - expected) <= table.scales[row] * 0.5001)
      }
    }
  }

  @Test func theProgramHasAllPositionsAtOnce() throws {
    let (model, image, _) = try parts()
    let program = try Quantizer.quantize(
      model: model, calibration: OutlierModel.data(for: model), options: QuantizationOptions())
    guard case .image(let input) = program.input else { throw WrongInput() }
    #expect(input.positions == image.positions && input.count == image.count)
    #expect(input.layout == .channelsHeightWidth)
    let directions = program.body.compactMap { step -> Bool? in
      switch step {
      case .convolve(let step): step.isBackward
      case .scan(let step): step.isBackward
      default: nil
      }
    }
    // Of each layer: forward convolution and scan, then the backward ones.
    #expect(directions == [false, false, true, true, false, false, true, true])
    let pools = program.body.compactMap { step -> [Int]? in
      if case .accumulate(let step) = step { step.rows } else { nil }
    }
    #expect(pools == [image.classRows])
  }
}
