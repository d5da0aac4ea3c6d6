import Interpreter

extension FuzzTarget {
  /// The first byte chooses a program and says whether the seal is part of the input.
  static let savedState = FuzzTarget(
    "saved-state", covers: ["Sources/Interpreter", "Sources/Program"],
    seeds: {
      try PackageTarget.all.enumerated().flatMap { index, target -> [[UInt8]] in
        try target.seeds().map { [UInt8(2 * index) + ($0.first ?? 0)] + $0.dropFirst() }
      }
    }
  ) { bytes in
    let choice = Int(bytes.first ?? 0) / 2
    _ = try PackageTarget.all[choice % PackageTarget.all.count].restore(bytes)
  }
}
