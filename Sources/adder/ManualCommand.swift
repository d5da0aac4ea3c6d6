import CommandSyntax
import TensorFile

/// `adder manual`: the help as pages of the manual.
enum ManualCommand: Subcommand {
  static let output = Option("output", "DIRECTORY", .outputDirectory, "where to write", .required)

  static let description = Command(
    name: "manual",
    summary: "write manual pages",
    discussion: [
      """
      Writes adder.1 and a page for each command, such as adder-quantize.1, in the macros that \
      'man' reads. Creates the directory where it does not exist. The pages are made from the \
      same descriptions as this help, and the same version writes the same bytes.
      """
    ],
    options: [output],
    examples: [
      Example("adder manual --output ~/.local/share/man/man1", "for 'man adder'"),
      Example("adder manual --output pages && man ./pages/adder-verify.1", "to read one"),
    ])

  static func run(_ invocation: Invocation) throws -> Int32 {
    let directory = invocation.required(output)
    try OutputDirectory.create(directory)
    for page in Adder.tool.manualPages {
      let path = directory + "/" + page.name
      try AtomicFile.write(Array(page.text.utf8), to: path)
      Report.print(path + "\n")
    }
    return ExitCode.success
  }
}
