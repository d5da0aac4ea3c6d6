import CommandSyntax
import TensorFile

/// `adder example`: writes the model that is embedded in the tool.
enum ExampleCommand: Subcommand {
  static let output = Option("output", "DIRECTORY", .outputDirectory, "where to write", .required)

  static let description = Command(
    name: "example",
    summary: "write the checkpoint that comes with Adder",
    discussion: [
      """
      Writes a small trained language model (config.json, model.safetensors) and two texts that \
      the model itself wrote: calibration.txt to quantize with, held-out.txt to evaluate on. \
      Creates the directory where it does not exist.
      """
    ],
    options: [output],
    examples: [Example("adder example --output shakespeare", "a checkpoint to begin with")])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let directory = invocation.required(output)
    try OutputDirectory.create(directory)
    try DefaultCheckpoint.write(to: directory) { Report.print($0 + "\n") }
    return ExitCode.success
  }
}
