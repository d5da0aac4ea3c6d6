import Program
import ProgramFixtures
import TestSupport
import Testing

@testable import Emission

/// What a package for images says of itself, and the memory that it takes.
struct ImagePackageTests {
  private let program = TinyPrograms.image(seed: 6)

  @Test func theHeaderNamesOrderBytesAndArena() throws {
    let files = try EmittedFixture.emit(program)
    let header = EmittedFixture.text("tiny_image.h", in: files)
    #expect(header.contains("Images are uint8, as a camera gives them: rows of pixels,"))
    for (name, value) in [
      ("HEIGHT", 6), ("WIDTH", 5), ("CHANNELS", 5), ("IMAGE_BYTES", 150), ("POSITIONS", 7),
    ] {
      let line = header.split(separator: "\n").first { $0.contains("#define TINY_IMAGE_\(name) ") }
      #expect(line?.hasSuffix(" \(value)") == true, "\(name)")
    }
    #expect(header.contains("  } arena;\n"))
    #expect(header.contains("each in its place while it is needed"))
    for absent in ["_step(", "_prefill(", "_MAX_FRAMES"] { #expect(!header.contains(absent)) }
  }

  @Test func bothOrdersOfBytesAreSaid() throws {
    var program = program
    guard case .image(var image) = program.input else { return }
    image.layout = .channelsHeightWidth
    program.input = .image(image)
    for (program, order) in [(self.program, "(HWC)"), (program, "a plane for each channel (CHW)")] {
      let header = EmittedFixture.text("tiny_image.h", in: try EmittedFixture.emit(program))
      #expect(header.contains(order))
    }
  }

  @Test func theReadmeShowsTheCall() throws {
    let readme = EmittedFixture.text("README.md", in: try EmittedFixture.emit(program))
    #expect(readme.contains("    tiny_image_classify(&state, image, logits);\n"))
    #expect(readme.contains("The image has `TINY_IMAGE_IMAGE_BYTES` bytes"))
    #expect(!readme.contains("MODEL_"))
    let layout = StateLayout(program, positions: 7)
    let bytes = layout.arena?.bytes ?? 0
    #expect(readme.contains("| of it the arena of a sequence | \(bytes) |\n"))
    #expect(!readme.contains("from position to position"))
  }

  /// The sizes of two published shapes: 50 positions of 64, and Vim-tiny's 197 of 192.
  @Test(arguments: [(50, 64, 128, 4), (197, 192, 384, 12)])
  func theArenaIsAsSmallAsTheScheduleAllows(
    positions: Int, width: Int, channels: Int, rank: Int
  ) {
    let shape = TinyShape(
      classes: 10, width: width, channels: channels, states: 16, timeStepRank: rank, layers: 4)
    let program = TinyPrograms.image(seed: 8, shape: shape)
    let layout = StateLayout(program, positions: positions)
    #expect(layout.arena?.bytes == layout.arena?.leastBytes)
    #expect((layout.arena?.bytes ?? 0) > positions * channels * 4)
    #expect(layout.lasting.isEmpty && layout.scratch.isEmpty)
  }
}
