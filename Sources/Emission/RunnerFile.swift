import Program

/// The program of a package that runs the model over a file.
extension EmittedModel {
  func runner(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix)_run.c"
    let programInsertions = try self.programInsertions()
    let sequence = try Template("\(program.input.templates)_sequence.c").filled(prefix: prefix, [])
    let bytes = try Template("run.c").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.c(file, "runs the model over a file of sequences.") }),
        ("sequence", { _ in sequence }),
      ] + programInsertions)
    return EmittedFile(path: file, bytes: bytes)
  }
}
