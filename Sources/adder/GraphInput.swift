import CommandSyntax
import Foundation
import GraphFile
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
}
