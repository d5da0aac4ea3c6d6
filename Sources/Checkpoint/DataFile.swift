package import Model
import TensorFile

/// Files of sequences to calibrate on or to evaluate.
///
/// A safetensors file has `input_ids` int32 or int64, [n, length] or [length], for a language
/// model; `inputs`
/// floating-point [n, length, width] or, of images, uint8 [n, height, width, channels], and
/// perhaps `labels` int32 or int64 [n] for a classifier; its other tensors are ignored. Any other
/// file is plain text for a byte-level model.
package enum DataFile {
  /// Bytes of a text that make one sequence.
  static let textSequenceLength = 512

  /// Reads the file at `path` for a model that takes `input`.
  ///
  /// Every token is checked to be within the vocabulary, every frame to be finite.
  /// - Parameters:
  ///   - layout: Order of the numbers within each sequence of frames. For `featureMajor` the
  ///     header may say [n, width, length] or [n, length, width].
  ///   - shortestText: A text of fewer bytes is an error, and a rest that is shorter is left
  ///     out: 2 where the next token is to be predicted, 1 where logits are all that is wanted.
  ///   - cutsText: A text becomes sequences of 512 bytes rather than one.
  package static func read(
    path: String, for input: ModelInput, layout: FrameLayout = .frameMajor,
    shortestText: Int = 2, cutsText: Bool = true
  ) throws(CheckpointError) -> DataSet {
    let file = try readingFile { () throws(TensorFileError) in try MappedFile(path: path) }
    var labels: [Int32]?
    let sequences: Sequences
    if path.hasSuffix(".safetensors") || file.withBytes(looksLikeTensors) {
      let tensors = try readingFile { () throws(TensorFileError) in try TensorFile(file) }
      switch input {
      case .token(let vocabulary):
        sequences = .tokens(try tokens(tensors, vocabulary: vocabulary))
      case .frame(let width, _):
        let frames = try frames(tensors, width: width, layout: layout)
        sequences = .frames(frames, width: width)
        labels = try self.labels(tensors, count: frames.count)
      case .image(let image):
        let images = try images(tensors, for: image)
        sequences = .images(images)
        labels = try self.labels(tensors, count: images.count)
      }
    } else {
      switch input {
      case .token(let vocabulary):
        let bytes = try text(file, vocabulary: vocabulary, shortest: shortestText)
        sequences = .tokens(cutsText ? cut(bytes, shortest: shortestText) : [bytes])
      case .frame: throw .data(path: path, .notFrames)
      case .image: throw .data(path: path, .notImages)
      }
    }
    return DataSet(sequences: sequences, labels: labels, hash: SHA256.hex(of: file))
  }

  /// True if `bytes` start as a safetensors file does; no text does, since the header's length
  /// has zeros in its upper bytes.
  private static func looksLikeTensors(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count > 8 else { return false }
    let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    return length <= UInt64(bytes.count) && bytes[8] == UInt8(ascii: "{")
  }

  private static func text(
    _ file: MappedFile, vocabulary: Int, shortest: Int
  ) throws(CheckpointError) -> [Int32] {
    if vocabulary > 256 {
      throw .data(path: file.path, .notByteLevel(vocabulary: vocabulary))
    }
    if file.count < shortest {
      throw .data(path: file.path, .tooShort(bytes: file.count, needed: shortest))
    }
    let tokens = file.withBytes { $0.map { Int32($0) } }
    if let offset = tokens.firstIndex(where: { $0 >= Int32(vocabulary) }) {
      throw .data(
        path: file.path,
        .byte(UInt8(tokens[offset]), offset: offset, vocabulary: vocabulary))
    }
    return tokens
  }

  private static func cut(_ tokens: [Int32], shortest: Int) -> [[Int32]] {
    stride(from: 0, to: tokens.count, by: textSequenceLength)
      .map { Array(tokens[$0..<min($0 + textSequenceLength, tokens.count)]) }
      .filter { $0.count >= shortest }
  }

  private static func tokens(
    _ file: TensorFile, vocabulary: Int
  ) throws(CheckpointError) -> [[Int32]] {
    let shape = try shape(
      "input_ids", ranks: 1...2, expected: "[n, length] or [length]", in: file)
    let count = shape.count == 1 ? 1 : shape[0]
    let tokens = try readingFile { () throws(TensorFileError) in
      try file.narrowedInt32("input_ids")
    }
    if let index = tokens.firstIndex(where: { $0 < 0 || Int($0) >= vocabulary }) {
      throw .data(
        path: file.path,
        .token(
          tokens[index], sequence: index / (tokens.count / count),
          position: index % (tokens.count / count), vocabulary: vocabulary))
    }
    return rows(tokens, count: count)
  }

  private static func frames(
    _ file: TensorFile, width: Int, layout: FrameLayout
  ) throws(CheckpointError) -> [[Float]] {
    let shape = try shape("inputs", ranks: 3...3, expected: "[n, length, width]", in: file)
    guard shape[2] == width || layout == .featureMajor && shape[1] == width else {
      throw .data(path: file.path, .wrongWidth(shape: shape, width: width))
    }
    let values = try readingFile { () throws(TensorFileError) in try file.float32("inputs") }
    let sequences = rows(values, count: shape[0]).map { layout.frames($0, width: width) }
    for (sequence, frames) in sequences.enumerated() {
      guard let index = frames.firstIndex(where: { !$0.isFinite }) else { continue }
      throw .data(
        path: file.path,
        .notFinite(
          sequence: sequence, position: index / width, feature: index % width,
          value: String(frames[index])))
    }
    return sequences
  }

  private static func labels(
    _ file: TensorFile, count: Int
  ) throws(CheckpointError) -> [Int32]? {
    guard let entry = file.entry("labels") else { return nil }
    if entry.shape != [count] {
      throw .data(path: file.path, .wrongLabelCount(labels: entry.shape, sequences: count))
    }
    let labels = try readingFile { () throws(TensorFileError) in
      try file.narrowedInt32("labels")
    }
    if let sequence = labels.firstIndex(where: { $0 < 0 }) {
      throw .data(path: file.path, .negativeLabel(labels[sequence], sequence: sequence))
    }
    return labels
  }

  /// The shape of `tensor`, none of whose dimensions is 0.
  private static func shape(
    _ tensor: String, ranks: ClosedRange<Int>, expected: String, in file: TensorFile
  ) throws(CheckpointError) -> [Int] {
    guard let entry = file.entry(tensor) else {
      throw .data(
        path: file.path,
        .wrongKind(expected: tensor, tensors: Array(file.names.sorted().prefix(5))))
    }
    if !ranks.contains(entry.shape.count) {
      throw .data(
        path: file.path, .wrongShape(tensor: tensor, shape: entry.shape, expected: expected))
    }
    if entry.shape.contains(0) {
      throw .data(path: file.path, .empty(tensor: tensor, shape: entry.shape))
    }
    return entry.shape
  }

  private static func rows<Value>(_ values: [Value], count: Int) -> [[Value]] {
    let length = values.count / count
    return (0..<count).map { Array(values[$0 * length..<($0 + 1) * length]) }
  }
}
