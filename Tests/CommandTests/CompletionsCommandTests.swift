import CommandSyntax
import TargetDescription
import TestSupport
import Testing

@Test(arguments: Shell.allCases)
func completionsOfTheToolAreScripts(shell: Shell) throws {
  let adder = try AdderProcess("completions", shell.rawValue)
  #expect(adder.status == 0)
  #expect(adder.errors == "")
  guard ExternalCommand.exists(shell.rawValue) else {
    print("SKIPPED completionsOfTheToolAreScripts: \(shell.rawValue) not found")
    return
  }
  try withTemporaryDirectory { directory in
    try writeFile(adder.output, to: directory + "/script")
    let check = try ExternalCommand.run([shell.rawValue, "-n", "script"], in: directory)
    #expect(check.status == 0)
    #expect(check.output == "")
  }
}

/// Every value that is one of a few is offered, among them the ids of the targets.
@Test func completionsKnowMethodsAndTargets() throws {
  let machines = try TargetDescription.list() + TargetDescription.boards()
  let targets = machines.map(\.id).joined(separator: " ")
  let script = try AdderProcess("completions", "bash").text
  #expect(script.contains("'generate --target') kind=word words='\(targets)' ;;"))
  #expect(script.contains("'verify --target') kind=list words='\(targets)' ;;"))
  #expect(script.contains("'completions 1') kind=word words='bash zsh fish' ;;"))
  #expect(script.contains("'quantize --method') kind=word words='rtn "))
  #expect(script.contains("'merge '*) kind=file ;;"))
}

@Test func completionsOfAnotherShellAreAMistake() throws {
  let adder = try AdderProcess("completions", "tcsh")
  #expect(adder.status == 64)
  #expect(
    adder.errors
      == "adder: error: 'tcsh' is no value for SHELL; allowed: bash, zsh, fish; "
      + "see 'adder completions --help'\n")
}
