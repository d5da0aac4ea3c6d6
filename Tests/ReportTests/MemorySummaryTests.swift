import ProgramFixtures
import TargetDescription
import Testing

@testable import Report

struct MemorySummaryTests {
  private func summary(flash: Int?, ram: Int?) throws -> MemorySummary {
    var target = try TargetDescription.find("host")
    target.memory = flash == nil && ram == nil ? nil : .init(flash: flash, ram: ram)
    return try GraphSummary(TinyPrograms.classifier(seed: 2), target: target).memory
  }

  private func verdict(flash: Int?, ram: Int?) throws -> String? {
    try summary(flash: flash, ram: ram).targetRows.first { $0.0 == "fits" }?.1
  }

  @Test func saysWhetherTheModelFits() throws {
    let none = try summary(flash: nil, ram: nil)
    #expect(none.fits == nil)
    #expect(try verdict(flash: nil, ram: nil) == "the target declares no memory")
    let (flash, ram) = (none.flashBytes, none.ramBytes)
    #expect(try summary(flash: flash, ram: ram).fits == true)
    #expect(try summary(flash: flash - 1, ram: ram).fits == false)
    #expect(try summary(flash: nil, ram: ram - 1).fits == false)
    #expect(
      try verdict(flash: flash, ram: ram)
        == "yes: flash \(flash) of \(flash) bytes, RAM \(ram) of \(ram) bytes")
    #expect(try verdict(flash: 16, ram: nil) == "no: flash \(flash) of 16 bytes")
  }

  @Test func flashAndRAMShareTheMemoryOfABoard() throws {
    func summary(total: Int) throws -> MemorySummary {
      var target = try TargetDescription.find("host")
      target.memory = .init(flash: nil, ram: nil, total: total)
      return try GraphSummary(TinyPrograms.classifier(seed: 2), target: target).memory
    }
    let large = try summary(total: 1 << 30)
    let bytes = large.flashBytes + large.ramBytes
    #expect(large.fits == true)
    #expect(try summary(total: bytes).fits == true)
    #expect(try summary(total: bytes - 1).fits == false)
    #expect(
      try summary(total: 16).targetRows.first { $0.0 == "fits" }?.1
        == "no: memory \(bytes) of 16 bytes")
  }

  @Test func partsAddUpToTheWhole() throws {
    let memory = try summary(flash: nil, ram: nil)
    let kernels = try #require(memory.kernelBytes)
    let calls = try #require(memory.callBytes)
    #expect(
      memory.flashBytes == memory.tableBytes + memory.parameterBytes + memory.labelBytes
        + memory.paddingBytes + kernels + calls)
    let sums = memory.partRows.rows.reduce([0, 0, 0, 0]) { sums, row in
      zip(sums, row.dropFirst()).map { $0 + (Int($1) ?? 0) }
    }
    #expect(sums[0] <= memory.tableBytes && sums[1] == memory.parameterBytes)
    #expect(sums[2] <= calls && sums[3] <= memory.lastingBytes)
  }
}
