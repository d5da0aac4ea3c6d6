/// Index into ``Program/buffers``.
package struct BufferID: Hashable, Sendable, Codable {
  package var index: Int
  package init(_ index: Int) { self.index = index }
}

/// Element type of buffers and constants.
package enum ElementType: String, Hashable, Sendable, Codable, CaseIterable {
  case uint8, int8, int16, int32

  /// Size in bytes.
  package var size: Int {
    switch self {
    case .uint8, .int8: 1
    case .int16: 2
    case .int32: 4
    }
  }
}

/// A vector of integers that steps read and write.
package struct Buffer: Hashable, Sendable, Codable {
  /// What a buffer is for, and therefore how long it lives.
  package enum Role: String, Hashable, Sendable, Codable, CaseIterable {
    /// Written by the caller before each step: the token or the frame.
    case input
    /// Written and read within one step.
    case scratch
    /// Survives from one position to the next; zero at the start of a sequence.
    case state
    /// The residual stream or another value that `body` leaves for `head`.
    case carried
    /// Logits, read by the caller after `head`.
    case output
  }

  /// Unique, lower snake case, a valid C identifier: `l03_conv_state`, `residual`.
  package var name: String
  package var role: Role
  package var type: ElementType
  /// Number of elements.
  package var count: Int
  /// Real value of one unit, for people; nil where it differs by channel.
  package var scale: Double?

  /// True if all positions share one row: state, and an image.
  package var isShared: Bool { role == .state || (role == .input && type == .uint8) }

  package init(name: String, role: Role, type: ElementType, count: Int, scale: Double?) {
    self.name = name
    self.role = role
    self.type = type
    self.count = count
    self.scale = scale
  }
}
