/// An image as a sequence of patches (Vim, Zhu et al. 2024, section 3.2).
package struct ImageInput: Hashable, Sendable {
  package var height: Int
  package var width: Int
  package var channels: Int
  /// Side of a square patch.
  package var patch: Int
  /// Pixels from one patch to the next, in both directions.
  package var stride: Int
  /// Of each channel, in units of a pixel's full range: the model sees
  /// `(pixel / 255 - mean) / deviation`.
  package var mean: [Float]
  package var deviation: [Float]
  /// Order of the bytes that users hand over.
  package var layout: ImageLayout
  /// Positions of class tokens, rising; the patches take the others, row by row.
  package var classRows: [Int]
  /// Receives [positions, channels * patch * patch] in the order of a convolution's weights:
  /// channel, row, column. Class tokens have zeros.
  package var value: ValueID

  package init(
    height: Int, width: Int, channels: Int, patch: Int, stride: Int, mean: [Float],
    deviation: [Float], layout: ImageLayout, classRows: [Int], value: ValueID
  ) {
    self.height = height
    self.width = width
    self.channels = channels
    self.patch = patch
    self.stride = stride
    self.mean = mean
    self.deviation = deviation
    self.layout = layout
    self.classRows = classRows
    self.value = value
  }

  /// Bytes of an image.
  package var count: Int { height * width * channels }
  /// Elements of a patch.
  package var patchCount: Int { channels * patch * patch }
  /// Patches below each other.
  package var patchRows: Int { (height - patch) / stride + 1 }
  /// Patches beside each other.
  package var patchColumns: Int { (width - patch) / stride + 1 }
  /// Patches and class tokens.
  package var positions: Int { patchRows * patchColumns + classRows.count }

  /// Index of the first byte of each position's patch; -1 for a class token.
  package var corners: [Int] {
    var corners: [Int] = []
    for row in 0..<patchRows {
      for column in 0..<patchColumns {
        corners.append(index(row: row * stride, column: column * stride, channel: 0))
      }
    }
    for row in classRows { corners.insert(-1, at: min(row, corners.count)) }
    return corners
  }

  /// Index of each element of a patch after its first byte.
  package var elements: [Int] {
    (0..<channels).flatMap { channel in
      (0..<patch).flatMap { row in
        (0..<patch).map { index(row: row, column: $0, channel: channel) }
      }
    }
  }

  private func index(row: Int, column: Int, channel: Int) -> Int {
    switch layout {
    case .heightWidthChannels: (row * width + column) * channels + channel
    case .channelsHeightWidth: (channel * height + row) * width + column
    }
  }
}

/// Order of the bytes of an image.
package enum ImageLayout: String, Hashable, Sendable, CaseIterable {
  /// [height, width, channels], as cameras and decoders give it.
  case heightWidthChannels = "hwc"
  /// [channels, height, width], as tensors of training code have it.
  case channelsHeightWidth = "chw"
}
