import Model
import TensorFile

extension DataFile {
  /// Images of uint8: [n, height, width] of one channel, [n, height, width, channels] or
  /// [n, channels, height, width]; brought to the order that the model reads.
  static func images(
    _ file: TensorFile, for image: ImageInput
  ) throws(CheckpointError) -> [[UInt8]] {
    let hwc = [image.height, image.width, image.channels]
    let chw = [image.channels, image.height, image.width]
    let expected = "[n, \(image.height), \(image.width), \(image.channels)]"
    guard let entry = file.entry("inputs") else {
      throw .data(
        path: file.path,
        .wrongKind(expected: "inputs", tensors: Array(file.names.sorted().prefix(5))))
    }
    let shape = entry.shape
    guard let count = shape.first, shape.count > 1 else {
      throw .data(
        path: file.path, .wrongShape(tensor: "inputs", shape: shape, expected: expected))
    }
    let stored: ImageLayout
    switch Array(shape.dropFirst()) {
    case hwc: stored = .heightWidthChannels
    case chw: stored = .channelsHeightWidth
    case [image.height, image.width] where image.channels == 1: stored = image.layout
    default:
      throw .data(
        path: file.path, .wrongShape(tensor: "inputs", shape: shape, expected: expected))
    }
    if count == 0 { throw .data(path: file.path, .empty(tensor: "inputs", shape: shape)) }
    let bytes = try readingFile { () throws(TensorFileError) in try file.uint8("inputs") }
    return (0..<count).map { index in
      let pixels = Array(bytes[index * image.count..<(index + 1) * image.count])
      return stored == image.layout ? pixels : reordered(pixels, stored, image)
    }
  }

  /// The other order of the two.
  private static func reordered(
    _ pixels: [UInt8], _ stored: ImageLayout, _ image: ImageInput
  ) -> [UInt8] {
    let size = image.height * image.width
    switch stored {
    case .heightWidthChannels:
      return pixels.indices.map { pixels[$0 % size * image.channels + $0 / size] }
    case .channelsHeightWidth:
      return pixels.indices.map { pixels[$0 % image.channels * size + $0 / image.channels] }
    }
  }
}
