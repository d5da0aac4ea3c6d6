import CommandSyntax
import Testing

@Test func helpOfTheToolListsCommandsAndExitStatuses() {
  #expect(
    SampleTool.tool.helpText == """
      sample 1.2.3: shows what the tests need

      Usage:
        sample COMMAND ...
        sample COMMAND --help
        sample --version

      Commands:
        quantize  turn a checkpoint into a graph
        inspect   describe a file

      Exit status:
        0   success
        64  wrong command line

      """)
}

@Test func helpOfACommandShowsEverythingItTakes() {
  #expect(
    SampleTool.tool.helpText(for: SampleTool.quantize) == """
      sample quantize: turn a checkpoint into a graph

      Usage:
        sample quantize CHECKPOINT --output GRAPH [--method METHOD] [--count N]
                        [--target TARGET ...] [--json]

      Reads a checkpoint and writes a graph, as one file that can be kept.

      Arguments:
        CHECKPOINT  directory of the checkpoint

      Options:
        --output GRAPH   graph to write
        --method METHOD  how to quantize: rtn, hadamard
        --count N        number of bytes: an integer in 1...100
        --target TARGET  target to build for; repeatable, or a list with commas
        --json           print JSON
        --help           print this text

      Examples:
        # the usual way
        sample quantize model --output model.graph

      """)
}
