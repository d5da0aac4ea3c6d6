import Model

extension ImageInput {
  /// The normalised patches of an image, [positions, channels * patch * patch]; class tokens
  /// have zeros.
  ///
  /// - Precondition: `pixels` has ``ImageInput/count`` bytes.
  func patches(of pixels: [UInt8], into output: UnsafeMutablePointer<Float>) {
    let elements = elements
    let size = patch * patch
    for (position, corner) in corners.enumerated() {
      let row = output + position * elements.count
      for (i, element) in elements.enumerated() {
        let channel = i / size
        row[i] =
          corner < 0
          ? 0 : (Float(pixels[corner + element]) / 255 - mean[channel]) / deviation[channel]
      }
    }
  }
}

/// `output[t] = input[t] + table[t]`, without the input at class tokens; rows of [positions,
/// width].
func addPositions(
  _ input: UnsafePointer<Float>, table: [Float], classRows: [Int], positions: Int,
  into output: UnsafeMutablePointer<Float>
) {
  let width = table.count / positions
  for position in 0..<positions {
    let isClass = classRows.contains(position)
    for i in position * width..<(position + 1) * width {
      output[i] = table[i] + (isClass ? 0 : input[i])
    }
  }
}
