/// Copies the rows of `weight` [vocabulary, width] that `tokens` name.
func embed(
  _ tokens: ArraySlice<Int32>, weight: [Float], width: Int,
  into output: UnsafeMutablePointer<Float>
) {
  weight.withUnsafeBufferPointer { weight in
    guard let weight = weight.baseAddress else { return }
    for (position, token) in tokens.enumerated() {
      (output + position * width).update(from: weight + Int(token) * width, count: width)
    }
  }
}
