import FloatReference

/// Of each channel of one site: largest magnitude, sum of squares and magnitudes of 6 or more.
struct ChannelEnergy: Sendable {
  private(set) var positions = 0
  private(set) var maximum: [Float]
  private(set) var energy: [Double]
  /// Positions with a magnitude of at least ``OutlierRules/large``.
  private(set) var large: [Int]

  init(width: Int) {
    maximum = Array(repeating: 0, count: width)
    energy = Array(repeating: 0, count: width)
    large = Array(repeating: 0, count: width)
  }

  /// - Parameter values: [positions, width]
  mutating func add(_ values: UnsafeBufferPointer<Float>) {
    let width = maximum.count
    positions += values.count / width
    for row in stride(from: 0, to: values.count, by: width) {
      for channel in 0..<width {
        let magnitude = values[row + channel].magnitude
        maximum[channel] = max(maximum[channel], magnitude)
        energy[channel] += Double(magnitude) * Double(magnitude)
        if magnitude >= OutlierRules.large { large[channel] += 1 }
      }
    }
  }

  static func += (left: inout ChannelEnergy, right: ChannelEnergy) {
    left.positions += right.positions
    for channel in left.maximum.indices {
      left.maximum[channel] = max(left.maximum[channel], right.maximum[channel])
      left.energy[channel] += right.energy[channel]
      left.large[channel] += right.large[channel]
    }
  }
}

/// Gathers ``ChannelEnergy`` of chosen sites over one sequence.
struct EnergyObserver: Observer {
  let sites: Set<Site>
  private(set) var energies: [Site: ChannelEnergy] = [:]

  init(_ sites: Set<Site>) {
    self.sites = sites
  }

  mutating func observe(_ site: Site, values: UnsafeBufferPointer<Float>, width: Int) {
    guard sites.contains(site) else { return }
    energies[site, default: ChannelEnergy(width: width)].add(values)
  }
}
