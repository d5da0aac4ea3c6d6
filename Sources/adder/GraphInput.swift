import CommandSyntax
import Foundation
import GraphFile
import Model
import Program
import TensorFile

/// The graph that a command reads.
enum GraphInput {
  static let argument = Argument("GRAPH", .file, "graph file, as 'adder quantize' writes it")

  static func read(_ invocation: Invocation) throws -> Program {
    let path = invocation[argument]
    var isDirectory: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    {
      let isCheckpoint = FileManager.default.fileExists(atPath: path + "/config.json")
      throw CommandError.directory(path: path, isCheckpoint: isCheckpoint)
    }
    return try read(path)
  }

  /// Reads a file that is no directory.
  static func read(_ path: String) throws -> Program {
    do {
      return try GraphFile.read(path)
    } catch GraphFileError.file(.noHeader), GraphFileError.file(.headerTooLong) {
      throw CommandError.notGraph(path: path)
    }
  }

  /// - Parameter remedy: Flag of the command that allows another checkpoint.
  /// - Throws: ``CommandError`` where the graph names another checkpoint than `model`.
  static func check(
    _ program: Program, wasMadeFrom model: Model, at reference: String,
    _ invocation: Invocation, remedy: Flag? = nil
  ) throws(CommandError) {
    let madeFrom = program.provenance.checkpoint
    if madeFrom.isEmpty || madeFrom == model.checkpointHash { return }
    throw .otherCheckpoint(
      graph: invocation[argument], madeFrom: madeFrom, reference: reference,
      given: model.checkpointHash, remedy: remedy?.name)
  }
}
