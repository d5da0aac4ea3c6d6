/// The image that a whole-sequence program reads: uint8 pixels, as a camera gives them.
package struct ProgramImage: Hashable, Sendable {
  /// Order of the bytes.
  package enum Layout: String, Hashable, Sendable, CaseIterable {
    /// [height, width, channels]
    case heightWidthChannels = "hwc"
    /// [channels, height, width]
    case channelsHeightWidth = "chw"
  }

  package var height: Int
  package var width: Int
  package var channels: Int
  package var layout: Layout
  /// Length of the sequence that the image becomes: its patches and the class tokens.
  package var positions: Int

  package init(height: Int, width: Int, channels: Int, layout: Layout, positions: Int) {
    self.height = height
    self.width = width
    self.channels = channels
    self.layout = layout
    self.positions = positions
  }

  /// Bytes of the image.
  /// - Precondition: The sizes are those of an accepted program.
  package var count: Int { height * width * channels }
}
