import Foundation
import TensorFile
import TestSupport
import Testing

struct TemporaryOutputTests {
  private func names(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  @Test func whatAKilledProcessLeftIsRemoved() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.graph"
      try writeFile("half", to: path + ".123-0.tmp")
      try FileManager.default.createDirectory(
        atPath: path + ".99-1.tmp/inside", withIntermediateDirectories: true)
      let foreign = ["a.graph.123-x.tmp", "a.graph.tmp", "a.graph2.1-0.tmp", "b.graph.1-0.tmp"]
      for name in foreign { try writeFile("mine", to: directory + "/" + name) }
      try AtomicFile.write([1], to: path)
      #expect(try names(directory) == (["a.graph"] + foreign).sorted())
    }
  }

  @Test func anotherWriterIsLeftAlone() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/a.graph"
      let other = try TemporaryOutput(.file, for: path)
      try AtomicFile.write([1], to: path)
      #expect(try names(directory).count == 2)
      try other.takePlace()
      #expect(try names(directory) == ["a.graph"])
      #expect(try readFile(path) == [])
    }
  }

  @Test func directoriesChangePlaces() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/package"
      for name in ["old", "new"] {
        let temporary = try TemporaryOutput(.directory, for: path)
        try writeFile(name, to: temporary.path + "/" + name)
        try temporary.takePlace()
        #expect(try names(path) == [name])
        #expect(try names(directory) == ["package"])
      }
    }
  }

  /// As `/dev/stdout` is one.
  @Test func aLinkStaysAndItsFileIsReplaced() throws {
    try withTemporaryDirectory { directory in
      let manager = FileManager.default
      try manager.createDirectory(atPath: directory + "/real", withIntermediateDirectories: true)
      try writeFile("old", to: directory + "/real/a.graph")
      let link = directory + "/link"
      try manager.createSymbolicLink(atPath: link, withDestinationPath: "real/a.graph")
      try AtomicFile.write([1], to: link)
      #expect(try manager.destinationOfSymbolicLink(atPath: link) == "real/a.graph")
      #expect(try readFile(directory + "/real/a.graph") == [1])
      try manager.removeItem(atPath: directory + "/real/a.graph")
      let error = #expect(throws: TensorFileError.self) { try AtomicFile.write([1], to: link) }
      #expect(
        error == .cannotWrite(path: link, reason: "it is a symbolic link that leads to no file"))
      #expect(try names(directory) == ["link", "real"])
    }
  }

  /// A process died where directories cannot change places.
  @Test func aDirectoryThatWasMovedAwayComesBack() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/package"
      let moved = path + ".123-0.tmp.old"
      try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
      try writeFile("only copy", to: moved + "/old")
      try TemporaryOutput(.directory, for: path).discard()
      #expect(try names(directory) == ["package"])
      #expect(try names(path) == ["old"])
    }
  }

  @Test func aDirectoryThatWasReplacedIsRemoved() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/package"
      for name in [path, path + ".123-0.tmp.old"] {
        try FileManager.default.createDirectory(atPath: name, withIntermediateDirectories: true)
        try writeFile(name, to: name + "/old")
      }
      // Adder moves no files away.
      try writeFile("mine", to: path + ".124-0.tmp.old")
      try TemporaryOutput(.directory, for: path).discard()
      #expect(try names(directory) == ["package", "package.124-0.tmp.old"])
      #expect(try readFile(path + "/old") == Array(path.utf8))
    }
  }

  @Test func aDirectoryThatIsBeingReplacedIsLeftAlone() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/package"
      let moved = path + ".123-0.tmp.old"
      try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
      let descriptor = open(moved, O_RDONLY | O_DIRECTORY)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      try TemporaryOutput(.directory, for: path).discard()
      #expect(try names(directory) == ["package.123-0.tmp.old"])
    }
  }

  @Test func aDirectoryDoesNotReplaceAFile() throws {
    try withTemporaryDirectory { directory in
      let path = directory + "/file"
      try writeFile("mine", to: path)
      let error = errorText {
        let temporary = try TemporaryOutput(.directory, for: path)
        defer { temporary.discard() }
        try temporary.takePlace()
      }
      #expect(error == "cannot write '\(path)': Not a directory")
      #expect(try names(directory) == ["file"])
    }
  }
}
