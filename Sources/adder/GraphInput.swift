import CommandSyntax
import GraphFile
import Program

/// The graph that a command reads.
enum GraphInput {
  static let argument = Argument("GRAPH", .file, "graph file, as 'adder quantize' writes it")

  static func read(_ invocation: Invocation) throws -> Program {
    try GraphFile.read(invocation[argument])
  }
}
