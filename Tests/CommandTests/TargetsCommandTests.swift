import Foundation
import TargetDescription
import TestSupport
import Testing

@testable import Verification
@testable import adder

struct TargetsCommandTests {
  @Test func boardsAreListedBelowTargets() throws {
    let adder = try AdderProcess("targets")
    #expect(adder.status == 0)
    let lines = adder.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.contains { $0.hasPrefix("rv64gcv  ") })
    #expect(
      lines.contains {
        $0.split(separator: " ").joined(separator: " ")
          == "raspberry-pi-5 aarch64-dotprod 4 x Cortex-A76 2400 64K + 512K + 2M 16 GiB 17.1 9.0"
      })
  }

  @Test func oneBoardIsShownWithItsSources() throws {
    let adder = try AdderProcess("targets", "milkv-duo")
    #expect(adder.status == 0)
    #expect(adder.text.hasPrefix("board        milkv-duo\n"))
    #expect(adder.text.contains("\ntarget       rv64gc\n"))
    #expect(adder.text.contains("documented  Linux, arch/riscv/boot/dts/sophgo/cv18xx.dtsi"))
    let unknown = try AdderProcess("targets", "milkv-trio")
    #expect(unknown.status == 64)
    #expect(unknown.errors.hasPrefix("adder: error: unknown target 'milkv-trio'; the targets are"))
  }

  @Test func figuresOfJSONHaveTheirSources() throws {
    let adder = try AdderProcess("targets", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(adder.output)) as? [String: Any]
    #expect((object?["targets"] as? [Any])?.count == 9)
    let boards = try #require(object?["boards"] as? [[String: Any]])
    for board in boards {
      #expect((board["core"] as? [String: Any])?["source"] is String)
      #expect((board["core"] as? [String: Any])?["confidence"] is String)
    }
  }

  @Test func checkCompilesAndRuns() throws {
    let adder = try AdderProcess("targets", "--check", "canmv-k230")
    if adder.status == 69 {
      print("SKIPPED checkCompilesAndRuns: \(adder.errors)")
      return
    }
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(adder.text.contains(" yes       equal, 4096 values  proved, "))
    #expect(adder.text.hasSuffix("OK: 1 rows, 1 compiled, 1 equal\n"))
  }

  @Test func checkNamesToolsThatAreMissing() throws {
    try withTemporaryDirectory { directory in
      let adder = try AdderProcess(
        arguments: ["targets", "--check", "rv64gc", "--json"], environment: ["PATH": directory])
      #expect(adder.status == 69)
      #expect(
        adder.errors.contains(
          "adder: warning: riscv64-linux-gnu-gcc not found; apt-get install gcc-riscv64-linux-gnu"))
      #expect(adder.text.contains("\"run\" : \"skipped: riscv64-linux-gnu-gcc not found\""))
      #expect(adder.text.contains("\"ok\" : null"))
    }
  }

  @Test func checkWithoutCompilersShowsNothing() throws {
    try withTemporaryDirectory { directory in
      for ids in [["host"], []] {
        let adder = try AdderProcess(
          arguments: ["targets", "--check"] + ids, environment: ["PATH": directory])
        #expect(adder.status == 69)
        #expect(adder.text.contains("\nNOTHING CHECKED, "))
        #expect(adder.text.hasSuffix(" SKIPPED\n"))
      }
    }
  }

  @Test func theClosingLineAgreesWithTheJSON() throws {
    let host = try TargetDescription.find("host")
    let (equal, skipped) = (
      VerificationResult.Outcome.equal(values: 4),
      VerificationResult.Outcome.skipped(reason: "none", packages: [])
    )
    let failed = VerificationResult.Outcome.failed(stage: "compiler", message: "no exit")
    let broken = VerificationResult.Outcome.broken(stage: "compilation", message: "status 1")
    for (outcomes, needsAll, isSound, line) in [
      ([equal, equal], true, true, "OK: 2 rows, 2 compiled, 2 equal"),
      ([equal, skipped], false, true, "OK: 2 rows, 1 compiled, 1 equal, 1 SKIPPED"),
      ([equal, skipped], true, nil, "INCOMPLETE: 2 rows, 1 compiled, 1 equal, 1 SKIPPED"),
      ([skipped, skipped], false, nil, "NOTHING CHECKED, 2 SKIPPED"),
      ([equal, failed], false, nil, "FAILED: 2 rows, 1 compiled, 1 equal, 1 SKIPPED"),
      ([broken, failed], false, false, "WRONG: 2 rows, 0 compiled, 0 equal, 1 SKIPPED"),
    ] as [([VerificationResult.Outcome], Bool, Bool?, String)] {
      let results = zip(["gcc", "clang"], outcomes).flatMap { compiler, outcome in
        [VerificationResult.Check.noFloat, .logits(optimisation: "O2")].map {
          VerificationResult(target: "host", compiler: compiler, check: $0, outcome: outcome)
        }
      }
      let report = TargetReport([host], results, needsAll: needsAll)
      #expect(report.isSound == isSound)
      #expect(report.text.hasSuffix("\n\(line)\n"), "\(report.text)")
    }
  }
}
