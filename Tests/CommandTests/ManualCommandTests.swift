import CommandSyntax
import TestSupport
import Testing

@testable import adder

/// What `mandoc` says of a page that shall not have a date.
private let dateWarning = "WARNING: missing date, using \"\": TH"

@Test func manualPagesPassTheTypesetters() throws {
  try withTemporaryDirectory { directory in
    let pages = directory + "/man1"
    let adder = try AdderProcess("manual", "--output", pages)
    #expect(adder.status == 0, "\(adder.errors)")
    let paths = adder.text.split(separator: "\n").map(String.init)
    #expect(paths.count == Adder.tool.commands.count + 1)
    #expect(paths.contains(pages + "/adder-quantize.1"))
    for command in [["mandoc", "-Tlint", "-Wwarning"], ["groff", "-man", "-ww", "-z"]] {
      guard ExternalCommand.exists(command[0]) else {
        print("SKIPPED manual pages through \(command[0]): not found")
        continue
      }
      let check = try ExternalCommand.run(command + paths, in: directory)
      let warnings = check.output.split(separator: "\n").filter { !$0.hasSuffix(dateWarning) }
      #expect(warnings == [])
    }
  }
}

@Test func manualAndCompletionsAreTheSameTwice() throws {
  let names = Adder.tool.manualPages.map(\.name)
  #expect(Set(names).count == names.count)
  try withTemporaryDirectory { directory in
    for run in ["/first", "/second"] {
      #expect(try AdderProcess("manual", "--output", directory + run).status == 0)
    }
    for name in names {
      let first = try readFile("\(directory)/first/\(name)")
      #expect(try readFile("\(directory)/second/\(name)") == first)
    }
  }
  for shell in ["bash", "zsh", "fish"] {
    let first = try AdderProcess("completions", shell)
    #expect(try AdderProcess("completions", shell).output == first.output)
  }
}
