package import Program

/// Part of the program that a trace record comes from.
package enum TraceSection: String, Hashable, Sendable {
  case body, head
}

/// Receives every buffer that a step writes, in the order of execution.
///
/// All steps of position 0 come first, then those of position 1, and so on. The head of a
/// classifier runs once, at the last position. An image has one record for all its positions,
/// a row for each.
package protocol TraceSink {
  /// - Parameters:
  ///   - step: Index in the section.
  ///   - buffer: One of `step.outputs`, in that order.
  ///   - bytes: The whole buffer after the step, little-endian, valid during the call only.
  mutating func record(
    position: Int, section: TraceSection, step: Int, buffer: BufferID,
    bytes: UnsafeRawBufferPointer)
}
