package import Emission

/// Why nothing could be measured.
package enum BenchmarkError: Error, Hashable, Sendable {
  /// The target runs under an emulator, whose time says nothing about the target.
  case foreign(target: String, runner: String)
  /// This processor lacks an instruction set.
  case feature(target: String, feature: String)
  /// A tool is not installed; `packages` provide it.
  case missing(tool: String, packages: [String])
  /// A stage ended with an error, or too late.
  case failed(stage: String, message: String)
  /// The program printed something else than was expected.
  case output(line: String)
  case emission(EmissionError)
}

extension BenchmarkError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .foreign(let target, let runner):
      """
      target \(target) runs under \(runner) here, whose time says nothing about the target; emit \
      the package with 'adder generate' and run 'make bench' in it on the target
      """
    case .feature(let target, let feature):
      """
      target \(target): this processor has no \(feature); emit the package with 'adder generate' \
      and run 'make bench' in it on the target
      """
    case .missing(let tool, let packages):
      "\(tool) not found"
        + (packages.isEmpty ? "" : "; it is in the packages \(packages.joined(separator: ", "))")
    case .failed(let stage, let message): "\(stage): \(message)"
    case .output(let line): "the program that measures printed '\(line)'"
    case .emission(let error): error.description
    }
  }
}
