import Foundation
import TestSupport
import Testing

/// What the system refuses ends a command with words of our own; `.ci/faults` has the long form.
struct FaultTests {
  @Test func anOutputUnderAFileIsAnError() throws {
    try Shakespeare.with { model in
      let file = model.directory + "/file"
      try writeFile("text", to: file)
      let output = file + "/output"
      for arguments in [
        ["quantize", model.checkpoint, "--calibration", model.calibration],
        ["calibrate", model.checkpoint, "--data", model.calibration],
        ["run", model.graph, "--input", file], ["example"],
      ] {
        let adder = try AdderProcess(arguments: arguments + ["--output", output])
        #expect(adder.status == 74, "\(arguments)")
        #expect(adder.errors == "adder: error: cannot write '\(output)': Not a directory\n")
      }
      let adder = try AdderProcess(
        "generate", model.graph, "--target", "host", "--output", output)
      #expect(adder.status == 74)
      #expect(
        adder.errors == "adder: error: \(output): cannot be written (it is not a directory)\n")
    }
  }

  @Test func aFullStandardOutputIsAnError() throws {
    try Shakespeare.with { model in
      for arguments in [
        ["--help"], ["targets"], ["inspect", model.graph, "--json"],
        ["generate-text", model.graph, "--prompt", "A", "--tokens", "2"],
      ] {
        let adder = try AdderProcess(arguments: arguments, output: "/dev/full")
        #expect(adder.status == 74, "\(arguments)")
        #expect(
          adder.errors
            == "adder: error: cannot write 'standard output': No space left on device\n")
      }
    }
  }

  @Test func aKilledWriterLeavesTheOldGraphOrTheNewOne() throws {
    try Shakespeare.with(isQuantized: false) { model in
      let new = try Shakespeare.graphBytes.get()
      for delay in [1, 20, 150] {
        try writeFile("old", to: model.graph)
        let killed = try ExternalCommand.run(
          [
            "timeout", "-s", "KILL", "0.\(String(format: "%03d", delay))", AdderProcess.path,
            "quantize", model.checkpoint, "--calibration", model.calibration, "--output",
            model.graph,
          ], in: model.directory)
        #expect(killed.status != 0 || delay == 150)
        let bytes = try readFile(model.graph)
        #expect(bytes == Array("old".utf8) || bytes == new)
      }
      #expect(try model.quantize().status == 0)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: model.directory).sorted()
          == ["shakespeare", "shakespeare.graph"])
    }
  }

  @Test func aLimitOnTheSizeOfFilesIsAnError() throws {
    try withTemporaryDirectory { directory in
      let limited = "ulimit -f 100; exec \"$0\" example --output \"$1\""
      let output = directory + "/checkpoint"
      let adder = try ExternalCommand.run(
        ["sh", "-c", limited, AdderProcess.path, output], in: directory)
      #expect(adder.status == 74)
      #expect(
        adder.output.hasSuffix(
          "adder: error: cannot write '\(output)/model.safetensors': File too large\n"))
    }
  }

  /// Neither a compiler nor a directory of work, also of a tool that was killed before.
  @Test(arguments: [("HUP", 129), ("INT", 130), ("TERM", 143)])
  func aSignalLeavesNothingBehind(signal: String, status: Int32) throws {
    try withTemporaryDirectory { directory in
      let (work, tools) = (directory + "/work", directory + "/tools")
      for folder in [work, tools, work + "/adder.1-0.tmp/old"] {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
      // The compiler sends the signal, so that it certainly runs by then.
      let compiler = tools + "/gcc"
      try writeFile(
        """
        #!/bin/sh
        echo $$ >'\(directory)/id'
        echo >"$TMPDIR/cc.s"
        kill -\(signal) $PPID
        exec /bin/sleep 600

        """, to: compiler)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: compiler)
      let command = "PATH='\(tools)' TMPDIR='\(work)' '\(AdderProcess.path)' targets --check host"
      let adder = try ExternalCommand.run(["sh", "-c", "\(command); exit $?"], in: directory)
      #expect(adder.status == status, "\(adder.output)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: work) == [])
      let id = String(decoding: try readFile(directory + "/id"), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      // Empty for a process that has ended and that nobody has asked about yet.
      let line = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") ?? Data()
      #expect(line.isEmpty)
    }
  }

  @Test func aCompilerThatHangsIsStopped() throws {
    try Shakespeare.with { model in
      let compiler = model.directory + "/slow-cc"
      try writeFile("#!/bin/sh\nsleep 600\n", to: compiler)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: compiler)
      let adder = try AdderProcess(
        "verify", model.graph, "--target", "host", "--cc", compiler, "--optimize", "O1",
        "--timeout", "1")
      #expect(adder.status == 69)
      #expect(adder.text.contains("FAILED: compiler: no exit: stopped after 1 s\n"))
    }
  }
}
