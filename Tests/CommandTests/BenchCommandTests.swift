import Foundation
import TestSupport
import Testing

@Test func benchPrintsRatesAndSteps() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "bench", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1", "--prefill",
      "32", "--milliseconds", "10", "--threads", "2")
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(adder.text.hasPrefix("target         host, cc -O1, 2 threads\ndecode         "))
    #expect(adder.text.contains("\nprefill of 32  "))
    #expect(adder.text.contains(" % of the best of these\n"))
    #expect(adder.text.contains("\nin_proj_x "))
    #expect(adder.text.contains("\nall "))
  }
}

@Test func benchPrintsJSON() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess(
      "bench", model.graph, "--target", "host", "--cc", "cc", "--optimize", "O1",
      "--milliseconds", "10", "--json")
    #expect(adder.status == 0, "\(adder.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let report = try #require(object as? [String: Any])
    for key in [
      "decodePositionsPerSecond", "decodePositionsPerSecondMedian", "prefillPositions",
      "prefillPositionsPerSecond", "prefillPositionsPerSecondMedian", "tableBytes", "decodeBytes",
      "readBytesPerSecond1Stream", "readBytesPerSecond4Streams", "readBytesPerSecond8Streams",
      "readLimitBytesPerSecond", "shareOfReadLimit", "threads",
    ] {
      #expect((report[key] as? Double ?? 0) > 0, "\(key)")
    }
    let steps = try #require(report["steps"] as? [[String: Any]])
    #expect(steps.contains { $0["name"] as? String == "in_proj_x" && $0["layer"] as? Int == 3 })
    #expect(
      Set(steps[1].keys) == [
        "bytes", "kernel", "layer", "multiplyAccumulates", "name", "nanoseconds",
      ])
  }
}

@Test func benchForAnotherMachineSaysHow() throws {
  try Shakespeare.with { model in
    let adder = try AdderProcess("bench", model.graph, "--target", "rv64gc")
    #expect(adder.status == 64)
    #expect(
      adder.errors == """
        adder: error: target rv64gc runs under qemu-riscv64 here, whose time says nothing about \
        the target; emit the package with 'adder generate' and run 'make bench' in it on the \
        target

        """)
  }
}
