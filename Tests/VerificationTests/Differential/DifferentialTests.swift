import Foundation
import Testing

/// Random models through every target. In the environment `DIFFERENTIAL_MODELS` and
/// `DIFFERENTIAL_SEED` ask for others, which then go through every compiler too.
struct DifferentialTests {
  @Test func randomModelsAreEqualOnEveryTarget() throws {
    let environment = ProcessInfo.processInfo.environment
    let models = environment["DIFFERENTIAL_MODELS"].flatMap { Int($0) }
    let seed = environment["DIFFERENTIAL_SEED"].flatMap { UInt64($0) }
    var comparison = DifferentialComparison(hasEveryCompiler: models != nil)
    try comparison.run(count: models ?? 20, seed: seed ?? 1)
    print(comparison.summary.description)
    #expect(comparison.summary.findings == [])
  }
}
