import Calibration
import Checkpoint
import Emission
import Foundation
import Interpreter
import Model
import Program
import ProgramFixtures
import Quantization
import TargetDescription
import TestSupport
import Testing

/// After every frame of a stream, the scores of a classifier are those of a clip that ends there.
struct StreamingTests {
  @Test func tinyClassifiersScoreAfterEveryFrame() throws {
    for (seed, shape) in [(51, TinyShape()), (52, .smallest), (53, .fourBits)] {
      let program = TinyPrograms.classifier(seed: UInt64(seed), shape: shape)
      guard case .frame(let width, _, let limit) = program.input else { continue }
      var random = SeededRandom(seed: UInt64(seed))
      let frames = random.integers(40 * width, in: -Int16(limit)...Int16(limit))
      try expectStreamEqualsClips(program, frames)
    }
  }

  @Test func vowelsScoreAfterEveryFrame() throws {
    guard let directory = SharedModels.path("vowels") else { return }
    let model = try Checkpoint.load(directory: directory)
    let data = try DataFile.read(
      path: directory + "/calibration.safetensors", for: model.input, layout: .featureMajor)
    let program = try Quantizer.quantize(
      model: model, calibration: data, options: QuantizationOptions())
    guard case .frames(let clips, let width) = data.sequences, let clip = clips.first else {
      return
    }
    #expect(clip.count == 25 * width)
    try expectStreamEqualsClips(program, program.input.quantize(frames: clip))
  }

  /// Interpreter and C, frame by frame, against clips of 1, 2, ... frames.
  private func expectStreamEqualsClips(_ program: Program, _ frames: [Int16]) throws {
    guard case .frame(let width, _, _) = program.input else { return }
    let interpreter = try Interpreter(program)
    let session = try interpreter.makeSession()
    var clips: [Int32] = []
    var stream: [Int32] = []
    for end in stride(from: width, through: frames.count, by: width) {
      clips += try interpreter.logits(for: .frames(Array(frames[..<end])))
      try session.step(frame: Array(frames[end - width..<end]))
      stream += session.readLogits()
    }
    #expect(stream == clips)
    if let output = try streamThroughC(program, frames) {
      #expect(output == clips.flatMap { littleEndian($0) } + Array(program.labels[0].utf8))
    }
  }

  /// The logits after each frame and the name of the first class, as the C has them.
  private func streamThroughC(_ program: Program, _ frames: [Int16]) throws -> [UInt8]? {
    guard ExternalCommand.exists("gcc") else {
      print("SKIPPED streaming through C: gcc not found")
      return nil
    }
    return try withTemporaryDirectory { root in
      let golden = Golden(
        input: .frames(frames), logits: try Interpreter(program).logits(for: .frames(frames)))
      let files = try Emitter.emit(
        program, target: try TargetDescription.find("host"),
        options: EmissionOptions(prefix: "m", golden: golden))
      try PackageWriter.write(files, to: root + "/p")
      try writeFile(Array(StreamingTests.driver.utf8), to: root + "/driver.c")
      try writeFile(frames.flatMap { littleEndian($0) }, to: root + "/frames")
      let lines = [
        ["make", "-s", "-C", "p", "lib", "OPT=-O1"],
        ["sh", "-c", "gcc -std=c99 -Wall -Wextra -Werror -Ip -o driver driver.c p/*.a"],
        ["./driver"],
      ]
      for line in lines {
        let result = try ExternalCommand.run(line, in: root)
        #expect(result.status == 0, "\(result.output)")
      }
      return try readFile(root + "/logits")
    }
  }

  private static let driver = """
    #include "m.h"
    #include <stdio.h>

    int main(void) {
      static m_state state;
      int16_t frame[M_WIDTH];
      int32_t logits[M_CLASSES];
      FILE *input = fopen("frames", "rb");
      FILE *output = fopen("logits", "wb");
      if (input == NULL || output == NULL) {
        return 1;
      }
      m_init(&state);
      while (fread(frame, sizeof frame, 1, input) == 1) {
        m_step(&state, frame);
        m_logits(&state, logits);
        fwrite(logits, sizeof logits, 1, output);
      }
      fputs(m_labels[0], output);
      fclose(input);
      return fclose(output);
    }

    """
}
