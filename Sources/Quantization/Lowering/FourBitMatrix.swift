/// A matrix that may have 4 bits.
package struct FourBitMatrix: Hashable, Sendable, Comparable {
  package enum Role: String, Hashable, Sendable {
    case inProj = "in_proj"
    case outProj = "out_proj"
  }

  package var layer: Int
  package var role: Role

  package init(_ layer: Int, _ role: Role) {
    self.layer = layer
    self.role = role
  }

  package static func < (left: FourBitMatrix, right: FourBitMatrix) -> Bool {
    (left.layer, left.role.rawValue) < (right.layer, right.role.rawValue)
  }
}
