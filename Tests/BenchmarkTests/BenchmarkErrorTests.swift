import Benchmark
import Emission
import Testing

@Test func errorsOfTheBenchmarkSayWhatToDo() {
  let remedy =
    "emit the package with 'adder generate' and run 'make bench' in it on the target"
  let texts: [(BenchmarkError, String)] = [
    (
      .foreign(target: "rv64gc", runner: "qemu-riscv64"),
      "target rv64gc runs under qemu-riscv64 here, whose time says nothing about the target; "
        + remedy
    ),
    (
      .feature(target: "x86-64-v3", feature: "avx2"),
      "target x86-64-v3: this processor has no avx2; \(remedy)"
    ),
    (
      .missing(tool: "gcc", packages: ["gcc", "libc6-dev"]),
      "gcc not found; it is in the packages gcc, libc6-dev"
    ),
    (.missing(tool: "make", packages: []), "make not found"),
    (.failed(stage: "build", message: "status 2"), "build: status 2"),
    (.output(line: "no decode"), "the program that measures printed 'no decode'"),
    (.emission(.threads(65)), "65 threads cannot be emitted; choose 1 to 64"),
  ]
  for (error, text) in texts { #expect(error.description == text) }
}
