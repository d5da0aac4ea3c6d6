import Program

/// Constants as tables. The verifier has proved that each has the type that its step demands.
extension Program {
  func uint8(_ id: ConstantID) -> ConstantTable<UInt8> {
    guard case .uint8(let elements) = self[id].data else { mismatch(id, .uint8) }
    return ConstantTable(elements)
  }

  func int8(_ id: ConstantID) -> ConstantTable<Int8> {
    guard case .int8(let elements) = self[id].data else { mismatch(id, .int8) }
    return ConstantTable(elements)
  }

  func int16(_ id: ConstantID) -> ConstantTable<Int16> {
    guard case .int16(let elements) = self[id].data else { mismatch(id, .int16) }
    return ConstantTable(elements)
  }

  func int32(_ id: ConstantID) -> ConstantTable<Int32> {
    guard case .int32(let elements) = self[id].data else { mismatch(id, .int32) }
    return ConstantTable(elements)
  }

  private func mismatch(_ id: ConstantID, _ type: ElementType) -> Never {
    preconditionFailure("verified constant \(self[id].name) is not \(type)")
  }
}
