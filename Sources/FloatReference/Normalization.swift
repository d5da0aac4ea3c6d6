/// RMS normalisation of each row of [positions, gain.count]; input and output may be the same.
func normalize(
  _ input: UnsafePointer<Float>, positions: Int, gain: [Float], epsilon: Double,
  into output: UnsafeMutablePointer<Float>
) {
  let width = gain.count
  for position in 0..<positions {
    let row = input + position * width
    var sum = 0.0
    for i in 0..<width { sum += Double(row[i]) * Double(row[i]) }
    let factor = Float(1 / (sum / Double(width) + epsilon).squareRoot())
    for i in 0..<width { output[position * width + i] = row[i] * factor * gain[i] }
  }
}
