import FloatReference

/// Sets channels of one site to zero.
struct ZeroedChannels: Intervention {
  let site: Site
  let channels: [Int]

  func changes(_ site: Site) -> Bool { site == self.site }

  func change(_ site: Site, values: UnsafeMutableBufferPointer<Float>, width: Int) {
    for row in stride(from: 0, to: values.count, by: width) {
      for channel in channels { values[row + channel] = 0 }
    }
  }
}
