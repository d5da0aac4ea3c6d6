extension CTable.Values {
  /// Number of values.
  package var count: Int {
    switch self {
    case .uint8(let values): values.count
    case .int8(let values): values.count
    case .int16(let values): values.count
    case .int32(let values): values.count
    case .uint32(let values): values.count
    }
  }

  /// The C type of one value.
  package var type: String {
    switch self {
    case .uint8: "uint8_t"
    case .int8: "int8_t"
    case .int16: "int16_t"
    case .int32: "int32_t"
    case .uint32: "uint32_t"
    }
  }

  /// Appends the values in aligned rows: 16 bytes, 8 numbers of 16 bits or 6 of 32 in a row.
  func appendRows(to bytes: inout [UInt8], indent: Int) {
    switch self {
    case .uint8(let values): rows(values, perRow: 16, indent: indent, to: &bytes)
    case .int8(let values): rows(values, perRow: 16, indent: indent, to: &bytes)
    case .int16(let values): rows(values, perRow: 8, indent: indent, to: &bytes)
    case .int32(let values): rows(values, perRow: 6, indent: indent, to: &bytes)
    case .uint32(let values): rows(values, perRow: 6, indent: indent, to: &bytes)
    }
  }
}

/// Tables have millions of values: digits go straight into the bytes.
private func rows<Value: FixedWidthInteger>(
  _ values: [Value], perRow: Int, indent: Int, to bytes: inout [UInt8]
) {
  let space = UInt8(ascii: " ")
  let width = values.reduce(1) { max($0, columns(of: $1)) }
  bytes.reserveCapacity(bytes.count + values.count * (width + 2) + values.count / 4)
  for (index, value) in values.enumerated() {
    let column = index % perRow
    bytes.append(contentsOf: repeatElement(space, count: column == 0 ? indent : 1))
    bytes.append(contentsOf: repeatElement(space, count: width - columns(of: value)))
    appendLiteral(value, to: &bytes)
    bytes.append(UInt8(ascii: ","))
    if column == perRow - 1 || index == values.count - 1 { bytes.append(UInt8(ascii: "\n")) }
  }
}

/// `INT32_MIN` is spelled out, as C has no literal for it.
private let smallestInt32 = Array("INT32_MIN".utf8)

private func isSmallestInt32<Value: FixedWidthInteger>(_ value: Value) -> Bool {
  Value.isSigned && Value.bitWidth == 32 && value == Value.min
}

private func columns<Value: FixedWidthInteger>(of value: Value) -> Int {
  if isSmallestInt32(value) { return smallestInt32.count }
  var count = value < 0 ? 2 : 1
  var rest = value.magnitude / 10
  while rest > 0 {
    count += 1
    rest /= 10
  }
  return count + (Value.isSigned || Value.bitWidth < 32 ? 0 : 1)
}

private func appendLiteral<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
  if isSmallestInt32(value) {
    bytes.append(contentsOf: smallestInt32)
    return
  }
  if value < 0 { bytes.append(UInt8(ascii: "-")) }
  let start = bytes.count
  var rest = value.magnitude
  repeat {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
    rest /= 10
  } while rest > 0
  bytes[start...].reverse()
  if !Value.isSigned && Value.bitWidth == 32 { bytes.append(UInt8(ascii: "u")) }
}
