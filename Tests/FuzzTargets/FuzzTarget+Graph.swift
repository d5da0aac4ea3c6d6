import GraphFile
import Program
import ProgramFixtures
import TensorFile
package import TestSupport

extension FuzzTarget {
  /// A graph file of any kind; its checksum is made right before it is read, and whatever the
  /// checker accepts is run and emitted.
  static let graph = FuzzTarget(
    "graph",
    covers: ["Sources/GraphFile", "Sources/Program", "Sources/Interpreter", "Sources/Emission"],
    seeds: {
      let wide = TinyShape(
        vocabulary: 3, features: 2, classes: 2, width: 3, channels: 12, states: 2,
        timeStepRank: 1, kernel: 2, layers: 2, hasFourBitWeights: true, hasMixerNorms: true)
      var programs = [
        TinyPrograms.language(seed: 1, shape: .smallest),
        TinyPrograms.language(seed: 3, shape: wide), TinyPrograms.classifier(seed: 4, shape: wide),
        TinyPrograms.classifier(seed: 5, shape: .smallest),
        TinyPrograms.image(seed: 6, shape: .smallest), TinyPrograms.image(seed: 7, shape: wide),
      ]
      programs += HeadShape.all.prefix(2).map { TinyPrograms.heads(seed: 8, shape: $0) }
      return try programs.map { program in
        let path = try ScratchDirectory.path("files") + "/seed"
        try GraphFile.write(program, to: path)
        return try readFile(path)
      }
    }
  ) { bytes in
    try ScratchDirectory.withFile(bytes, "graph") { path in
      var exercise = ProgramExercise(try repaired(bytes, path))
      try exercise.run()
    }
  }

  private static func repaired(
    _ bytes: [UInt8], _ path: String
  ) throws(GraphFileError) -> Program {
    do {
      return try GraphFile.read(path)
    } catch .checksum(_, let stored, let computed) {
      let repaired = ChecksumRepair.replace(stored, by: computed, in: bytes)
      guard (try? ScratchDirectory.overwrite(path, repaired)) != nil else {
        throw .checksum(path: path, stored: stored, computed: computed)
      }
      return try GraphFile.read(path)
    }
  }

  /// A graph file that differs from the one in `bytes` by a few values of its program or its
  /// tensors; nil where `bytes` are no such file.
  package static func mutatedGraph(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8]? {
    try? ScratchDirectory.withFile(bytes, "mutated") { path in
      var forgery = try Forgery(try TensorFile(path: path))
      let strings = forgery.program.strings
      for _ in 0..<random.int(1...3) {
        if random.int(0...2) == 0 {
          forgery.mutateTensor(&random)
        } else {
          forgery.program.mutate(&random, strings: strings)
        }
      }
      try forgery.write(to: path)
      return try readFile(path)
    }
  }
}

extension Forgery {
  /// Overwrites elements of one tensor with the ends of their range, zero or anything.
  fileprivate mutating func mutateTensor(_ random: inout SeededRandom) {
    guard !tensors.isEmpty else { return }
    let index = random.int(0...tensors.count - 1)
    let tensor = tensors[index]
    let size = max(1, tensor.type.size)
    var bytes = tensor.bytes
    guard bytes.count >= size else { return }
    let kind = random.int(0...4)
    let all = random.int(0...3) == 0
    let chosen = random.int(0...bytes.count / size - 1)
    for element in all ? 0..<bytes.count / size : chosen..<chosen + 1 {
      for byte in 0..<size {
        let isTop = byte == size - 1
        bytes[element * size + byte] =
          switch kind {
          case 0: isTop ? 0x7f : 0xff
          case 1: isTop ? 0x80 : byte == 0 ? 1 : 0
          case 2: 0
          case 3: byte == 0 ? UInt8(random.int(0...31)) : 0
          default: UInt8(random.int(0...255))
          }
      }
    }
    tensors[index] = TensorContent(
      name: tensor.name, type: tensor.type, shape: tensor.shape, bytes: bytes)
  }
}
