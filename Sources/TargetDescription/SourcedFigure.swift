/// A figure of a board, and how far it can be trusted.
package struct SourcedFigure<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  package var value: Value
  /// Where it is from: an address, the title of a document, or what it is derived from.
  package var source: String
  package var confidence: Confidence
  /// What else one has to know; nil for nothing.
  package var note: String?
}

/// How far a figure of a board can be trusted.
package enum Confidence: String, CaseIterable, Hashable, Sendable, Codable {
  /// In a document or a device tree that the source names.
  case documented
  /// Found out with compiler or emulator.
  case probed
  /// General knowledge that nobody looked up.
  case known
  /// From one report, or an estimate.
  case uncertain
}

/// The keys of a ``SourcedFigure``, for the check of files.
enum FigureKey: String, CaseIterable {
  case value, source, confidence, note
}
