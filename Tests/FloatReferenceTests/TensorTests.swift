import Model
import Testing

private let numbers = (0..<12).map(Float.init)

private func stored() -> Tensor {
  Tensor(shape: [4, 3], stored: StoredValues { Array(numbers[$0]) })
}

@Test func aTensorInAFileEqualsOneInMemory() {
  let tensor = Tensor(shape: [4, 3], values: numbers)
  #expect(stored() == tensor)
  #expect(stored() == stored())
  #expect(stored().hashValue == tensor.hashValue)
  #expect(stored().values == numbers)
  #expect(stored().count == 12)
  #expect(stored().rows(1..<3) == Array(numbers[3..<9]))
  #expect(tensor.rows(1..<3) == Array(numbers[3..<9]))
  #expect(stored() != Tensor(shape: [3, 4], values: numbers))
}

@Test func aChangeBringsATensorIntoMemory() {
  var tensor = stored()
  tensor.values[5] = -1
  var expected = numbers
  expected[5] = -1
  #expect(tensor == Tensor(shape: [4, 3], values: expected))
  #expect(stored().values == numbers)
}
