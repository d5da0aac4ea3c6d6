import CommandSyntax
import TestSupport
import Testing

/// Lines to complete at their end, and what is offered, in any order.
private let offers: [(line: String, words: [String])] = [
  ("sample qu", ["quantize"]),
  ("sample help ", ["quantize", "inspect"]),
  ("sample quantize --m", ["--method"]),
  ("sample quantize --method ", ["rtn", "hadamard"]),
  ("sample quantize --json --method r", ["rtn"]),
  ("sample quantize --count ", []),
  ("sample quantize --target ho", ["host"]),
  ("sample quantize --target host,r", ["host,rv64"]),
  ("sample quantize ", ["sub/"]),
  ("sample quantize --output a", ["a b"]),
  ("sample quantize --method rtn ", ["sub/"]),
]

/// Runs `body` in a directory with a script of the sample tool, a file and a directory.
///
/// Where the shell is absent, prints that `test` is skipped.
private func withScript(
  for shell: Shell, test: String = #function, _ body: (_ directory: String) throws -> Void
) throws {
  guard ExternalCommand.exists(shell.rawValue) else {
    print("SKIPPED \(test): \(shell.rawValue) not found")
    return
  }
  try withTemporaryDirectory { directory in
    let made = try ExternalCommand.run(["mkdir", "work", "work/sub"], in: directory)
    try #require(made.status == 0, "\(made.output)")
    try writeFile("", to: directory + "/work/a b")
    try writeFile(SampleTool.tool.completions(for: shell), to: directory + "/script")
    try body(directory + "/work")
  }
}

@Test(arguments: Shell.allCases)
func completionsAreScriptsOfTheirShell(shell: Shell) throws {
  try withScript(for: shell) { directory in
    let check = try ExternalCommand.run([shell.rawValue, "-n", "../script"], in: directory)
    #expect(check.status == 0)
    #expect(check.output == "")
  }
}

@Test func bashOffersWhatFits() throws {
  let drive = """
    source ../script
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _sample
    ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
    """
  // bash cuts at the sign, and completes behind it.
  let attached = [
    ("sample quantize --method = h", ["hadamard"]),
    ("sample quantize --method =", ["rtn", "hadamard"]),
  ]
  try withScript(for: .bash) { directory in
    for (line, words) in offers + attached {
      let typed = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let found = try ExternalCommand.run(["bash", "-c", drive, "bash"] + typed, in: directory)
      #expect(found.status == 0)
      // The shell adds the slash of a directory when it shows it.
      let expected = words.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
      #expect(found.output.split(separator: "\n").map(String.init) == expected, "\(line)")
    }
  }
}

@Test func fishOffersWhatFits() throws {
  let attached = [("sample quantize --method=h", ["--method=hadamard"])]
  try withScript(for: .fish) { directory in
    for (line, words) in offers + attached {
      let found = try ExternalCommand.run(
        ["fish", "--no-config", "-c", "source ../script; complete -C $argv[1]", line],
        in: directory)
      #expect(found.status == 0)
      let offered = found.output.split(separator: "\n").map { row in
        String(row.prefix { $0 != "\t" }).replacing("\\ ", with: " ")
      }
      #expect(Set(words).isSubset(of: offered), "\(line)")
      #expect(Set(offered).subtracting(words).allSatisfy { $0 == "sub/" }, "\(line)")
    }
  }
}

@Test func zshDescribesEveryValue() {
  let script = SampleTool.tool.completions(for: .zsh)
  for specification in [
    "'1:CHECKPOINT:_files -/'",
    "'--output=[graph to write]:GRAPH:_files'",
    "'--method=[how to quantize]:METHOD:(rtn hadamard)'",
    "'--count=[number of bytes]:N, an integer in 1...100: '",
    "'*--target=[target to build for]:TARGET:_values -s , TARGET host rv64'",
    "'--json[print JSON]'",
  ] {
    #expect(script.contains(specification))
  }
}

@Test(arguments: Shell.allCases)
func completionsQuoteSummaries(shell: Shell) throws {
  guard ExternalCommand.exists(shell.rawValue) else { return }
  var tool = SampleTool.tool
  tool.commands[0].summary = #"don't [stop]: $HOME `x` "y" \z"#
  tool.commands[0].flags = [Flag("odd", tool.commands[0].summary)]
  try withTemporaryDirectory { directory in
    try writeFile(tool.completions(for: shell), to: directory + "/script")
    let check = try ExternalCommand.run([shell.rawValue, "-n", "script"], in: directory)
    #expect(check.status == 0, "\(check.output)")
  }
}
