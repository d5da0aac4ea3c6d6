// swift-tools-version: 6.3
import PackageDescription

/// Settings that every Swift target shares.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the pipeline; the list of dependencies is the architecture.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], swiftSettings: strict)
}

/// The executable under libFuzzer, whose library `.ci/fuzz` links; seen only where ADDER_FUZZ is set.
let fuzzing: [Target] =
  Context.environment["ADDER_FUZZ"] == nil
  ? []
  : [
    .target(name: "FuzzDriver", path: "Tests/Fuzz/FuzzDriver"),
    .executableTarget(
      name: "adder-fuzz", dependencies: ["FuzzDriver", "FuzzTargets", "TestSupport"],
      path: "Tests/Fuzz/AdderFuzz", swiftSettings: strict),
  ]

let package = Package(
  name: "adder",
  products: [.executable(name: "adder", targets: ["adder"])],
  targets: [
    // Leaves: values and arithmetic, no files.
    module("FixedPoint"),
    module("Model"),
    module("CSyntax"),
    module("CommandSyntax"),
    module("Program", ["CSyntax", "FixedPoint"]),
    module("Sampling", ["FixedPoint"]),

    // Files that come from outside.
    .target(name: "FileExchange", path: "Sources/FileExchange"),
    module("TensorFile", ["FileExchange"]),
    module("Checkpoint", ["Model", "TensorFile"]),
    module("GraphFile", ["Program", "TensorFile"]),
    .target(name: "UnicodeTables", path: "Runtime-C/unicode", publicHeadersPath: "."),
    module("Tokenizer", ["TensorFile", "UnicodeTables"]),

    // The float side.
    module("FloatReference", ["Model"]),
    module("Calibration", ["Model", "FloatReference"]),
    module("StatisticsFile", ["Calibration", "FloatReference", "Model", "TensorFile"]),
    module("Quantization", ["CSyntax", "Model", "FloatReference", "Calibration", "Program"]),

    // The integer side. Interpreter and Emission meet only in Verification.
    module("Interpreter", ["FixedPoint", "Program"]),
    .target(name: "Assets", path: "Sources/Assets"),
    module("TargetDescription", ["Assets"]),
    module(
      "Emission",
      ["Program", "CSyntax", "Sampling", "TargetDescription", "TensorFile", "Tokenizer"]),
    module("Toolchain"),
    module(
      "Verification", ["Program", "Interpreter", "Emission", "TargetDescription", "Toolchain"]),
    module("Benchmark", ["Program", "Emission", "TargetDescription", "Toolchain"]),
    module("Evaluation", ["Model", "FloatReference", "Program", "Interpreter"]),
    module(
      "Analysis",
      [
        "Model", "FloatReference", "Calibration", "Quantization", "Evaluation", "Interpreter",
        "Program",
      ]),

    module(
      "Report",
      [
        "Analysis", "Calibration", "Emission", "Evaluation", "FloatReference", "Interpreter",
        "Model", "Program", "Quantization", "TargetDescription",
      ]),

    .target(
      name: "DefaultModel", path: "Sources/DefaultModel",
      exclude: [
        "README.md", "calibration.txt", "config.json", "held-out.txt", "model.safetensors",
      ]),

    .executableTarget(
      name: "adder",
      dependencies: [
        "Analysis", "Benchmark", "Calibration", "Checkpoint", "CommandSyntax", "DefaultModel",
        "Emission", "Evaluation",
        "FloatReference", "GraphFile", "Interpreter", "Model", "Program", "Quantization",
        "Report", "Sampling", "StatisticsFile", "TargetDescription", "TensorFile", "Tokenizer",
        "Toolchain", "Verification",
      ],
      swiftSettings: strict),

    // Tests mirror Sources. RuntimeC is the C library, compiled for tests only.
    .target(
      name: "RuntimeC", dependencies: ["UnicodeTables"], path: "Runtime-C",
      exclude: ["checks", "unicode"], sources: ["portable", "sampler", "tokenizer"],
      publicHeadersPath: "include"),
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
    .target(
      name: "ProgramFixtures", dependencies: ["Program", "TestSupport"],
      path: "Tests/ProgramFixtures", swiftSettings: strict),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Calibration", "Checkpoint", "CommandSyntax", "Emission", "FloatReference", "GraphFile",
        "Interpreter", "Model", "Program", "ProgramFixtures", "RuntimeC", "Sampling",
        "StatisticsFile", "TargetDescription", "TensorFile", "TestSupport", "Tokenizer",
      ],
      path: "Tests/FuzzTargets", swiftSettings: strict),
    tests("FixedPoint", ["FixedPoint"]),
    tests("RuntimeC", ["FixedPoint", "Program", "RuntimeC", "Sampling"]),
    tests("Sampling", ["Sampling"]),
    tests("TensorFile", ["TensorFile"]),
    tests("Checkpoint", ["Checkpoint", "Model", "TensorFile"]),
    tests("Tokenizer", ["FuzzTargets", "Tokenizer", "RuntimeC"]),
    tests("Program", ["Program", "FixedPoint", "ProgramFixtures"]),
    tests("GraphFile", ["FuzzTargets", "GraphFile", "Program", "ProgramFixtures", "TensorFile"]),
    tests("FloatReference", ["FloatReference", "Model", "Checkpoint", "TensorFile"]),
    tests("Calibration", ["Calibration", "FloatReference", "Model"]),
    tests(
      "StatisticsFile",
      ["FuzzTargets", "StatisticsFile", "Calibration", "FloatReference", "Model", "TensorFile"]),
    tests(
      "Quantization",
      [
        "Quantization", "Calibration", "Checkpoint", "FloatReference", "Interpreter", "Model",
        "Program",
      ]),
    tests("Interpreter", ["Interpreter", "Program", "ProgramFixtures", "FixedPoint"]),
    tests("CSyntax", ["CSyntax"]),
    tests("CommandSyntax", ["CommandSyntax"]),
    tests("Assets", ["Assets"]),
    tests("TargetDescription", ["TargetDescription"]),
    tests(
      "Emission",
      ["Emission", "Program", "ProgramFixtures", "CSyntax", "TargetDescription", "Tokenizer"]),
    tests(
      "Verification",
      [
        "Verification", "Calibration", "Checkpoint", "Emission", "GraphFile", "Interpreter",
        "Model", "Program", "ProgramFixtures", "Quantization", "TargetDescription",
      ]),
    tests(
      "Evaluation",
      [
        "Evaluation", "Checkpoint", "Quantization", "Calibration", "FloatReference",
        "Interpreter", "Model", "Program", "ProgramFixtures", "TensorFile",
      ]),
    tests(
      "Report",
      [
        "Report", "Evaluation", "Interpreter", "Model", "Program", "ProgramFixtures",
        "TargetDescription",
      ]),
    tests(
      "Analysis",
      [
        "Analysis", "Calibration", "Checkpoint", "Evaluation", "FloatReference", "Interpreter",
        "Model", "Program", "ProgramFixtures", "Quantization",
      ]),
    tests(
      "Benchmark", ["Benchmark", "Emission", "Program", "ProgramFixtures", "TargetDescription"]),
    tests(
      "Command",
      [
        "adder", "CommandSyntax", "Emission", "GraphFile", "ProgramFixtures", "TargetDescription",
        "Verification",
      ]),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzTargets", "TestSupport"],
      exclude: ["FoundInputs"], swiftSettings: strict),
  ] + fuzzing,
  swiftLanguageModes: [.v6]
)
