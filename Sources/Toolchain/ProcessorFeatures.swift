import Foundation

/// What the processor of this machine offers, as Linux tells it.
package enum ProcessorFeatures {
  /// The first of `features` that /proc/cpuinfo does not list.
  package static func missing(of features: [String]) -> String? {
    if features.isEmpty { return nil }
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("flags") || $0.hasPrefix("Feat") }
    let known = Set((line ?? "").split(whereSeparator: { $0 == " " || $0 == "\t" }))
    return features.first { !known.contains(Substring($0)) }
  }
}
