import Program

/// Constants as tables. The verifier has proved that each has the type that its step demands.
extension Program {
  func uint8(_ id: ConstantID) -> Table<UInt8> {
    guard case .uint8(let elements) = self[id].data else { mismatch(id, .uint8) }
    return Table(elements)
  }

  func int8(_ id: ConstantID) -> Table<Int8> {
    guard case .int8(let elements) = self[id].data else { mismatch(id, .int8) }
    return Table(elements)
  }

  func int16(_ id: ConstantID) -> Table<Int16> {
    guard case .int16(let elements) = self[id].data else { mismatch(id, .int16) }
    return Table(elements)
  }

  func int32(_ id: ConstantID) -> Table<Int32> {
    guard case .int32(let elements) = self[id].data else { mismatch(id, .int32) }
    return Table(elements)
  }

  private func mismatch(_ id: ConstantID, _ type: ElementType) -> Never {
    preconditionFailure("verified constant \(self[id].name) is not \(type)")
  }
}
