import CommandSyntax
import Testing

@Test func readsArgumentsOptionsAndFlagsInAnyOrder() throws {
  for line in [
    "quantize model --output a.graph --json", "quantize --json --output=a.graph model",
    "quantize --output a.graph --json -- model",
  ] {
    let invocation = try #require(try SampleTool.invocation(line))
    #expect(invocation.command == "quantize")
    #expect(invocation[SampleTool.checkpoint] == "model")
    #expect(invocation.required(SampleTool.output) == "a.graph")
    #expect(invocation[SampleTool.json])
    #expect(invocation[SampleTool.method] == nil)
    #expect(invocation.values(SampleTool.target).isEmpty)
  }
}

@Test func listsJoinRepetitionsAndCommasWithoutDuplicates() throws {
  let invocation = try #require(
    try SampleTool.invocation("quantize m --output g --target a,b --target c --target b"))
  #expect(invocation.values(SampleTool.target) == ["a", "b", "c"])
}

@Test func wordsBehindTwoDashesAreArguments() throws {
  let invocation = try #require(try SampleTool.invocation("quantize --output g -- --model"))
  #expect(invocation[SampleTool.checkpoint] == "--model")
}

@Test func anAttachedValueMayBeAnything() throws {
  let words = ["quantize", "m", "--output=--a=b"]
  guard case .run(let invocation) = try SampleTool.tool.parse(words) else {
    Issue.record("nothing to run")
    return
  }
  #expect(invocation.required(SampleTool.output) == "--a=b")
}

@Test func helpAndVersionWinOverMissingArguments() throws {
  let help = SampleTool.tool.helpText(for: SampleTool.quantize)
  #expect(try SampleTool.parse("quantize --help") == .print(help))
  #expect(try SampleTool.parse("quantize m -h") == .print(help))
  #expect(try SampleTool.parse("help quantize") == .print(help))
  #expect(try SampleTool.parse("help") == .print(SampleTool.tool.helpText))
  #expect(try SampleTool.parse("--help") == .print(SampleTool.tool.helpText))
  #expect(try SampleTool.parse("--version") == .print("sample 1.2.3\n"))
}

@Test func repeatedArgumentsAndOptionsKeepTheirOrder() throws {
  let files = Argument("FILE", .file, "files", isRepeated: true)
  let data = Option("data", "DATA", .file, "data", .repeated)
  let merge = Command(
    name: "merge", summary: "merge", arguments: [files], options: [data],
    examples: [Example("tool merge a", "one")])
  let tool = Tool(
    name: "tool", version: "1", summary: "merges", commands: [merge], exitStatuses: [])
  guard
    case .run(let invocation) = try tool.parse(["merge", "b", "--data", "x,y", "a", "--data=z"])
  else {
    Issue.record("nothing to run")
    return
  }
  #expect(invocation.values(files) == ["b", "a"])
  #expect(invocation.values(data) == ["x,y", "z"])
  #expect(tool.helpText(for: merge).contains("tool merge FILE ... [--data DATA ...]\n"))
  #expect(throws: UsageError.self) { try tool.parse(["merge"]) }
}
