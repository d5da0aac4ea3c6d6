import TestSupport
import Testing

@testable import Interpreter

@Test func meansEqualTheirVectors() throws {
  let rows = try vectorRows("mean")
  #expect(!rows.isEmpty)
  for row in rows {
    #expect(MeanKernel.mean(row[0], row[1]) == row[2], "\(row)")
  }
}
