/// `bytes` damaged in one of the ways that files get damaged or forged: flipped bits, bytes
/// overwritten, cut short, a stretch removed or doubled, a digit run replaced by a huge number.
package func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
  if bytes.isEmpty { return bytes }
  var bytes = bytes
  // Half of the damage goes to the first bytes, where headers are.
  let reach = random.int(0...1) == 0 ? min(bytes.count, 512) : bytes.count
  let position = random.int(0...reach - 1)
  let stretch = position..<min(bytes.count, position + random.int(1...16))
  switch random.int(0...6) {
  case 0: bytes[position] ^= 1 << UInt8(random.int(0...7))
  case 1: for index in stretch { bytes[index] = UInt8(random.int(0...255)) }
  case 2: bytes.removeLast(bytes.count - position)
  case 3: bytes.removeSubrange(stretch)
  case 4: bytes.insert(contentsOf: bytes[stretch], at: position)
  case 5: bytes[position] = 0xff
  default: replaceNumber(in: &bytes, from: position, &random)
  }
  return bytes
}

/// Replaces the first run of digits at or after `start` by an extreme number.
private func replaceNumber(
  in bytes: inout [UInt8], from start: Int, _ random: inout SeededRandom
) {
  let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  guard let first = bytes[start...].firstIndex(where: { digits.contains($0) }) else { return }
  let end = bytes[first...].firstIndex { !digits.contains($0) } ?? bytes.count
  let numbers = [
    "0", "-1", "1e308", "1.5", "null", "4294967296", "9223372036854775807",
    "-9223372036854775808", "99999999999999999999999999", "1000000000", "NaN", "\"7\"",
  ]
  bytes.replaceSubrange(first..<end, with: Array(numbers[random.int(0...numbers.count - 1)].utf8))
}
