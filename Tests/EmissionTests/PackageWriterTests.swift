import Emission
import Foundation
import ProgramFixtures
import TestSupport
import Testing

struct PackageWriterTests {
  private func names(_ directory: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  /// Paths of all files below a directory.
  private func files(_ directory: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory).sorted()
      .filter { $0 != "zephyr" }
  }

  @Test func writesAllFiles() throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root + "/a/b")
      #expect(try self.files(root + "/a/b") == files.map(\.path).sorted())
      #expect(try names(root + "/a") == ["b"])
      for file in files { #expect(try readFile("\(root)/a/b/\(file.path)") == file.bytes) }
    }
  }

  @Test func replacesAnEarlierPackageAndItsObjects() throws {
    try withTemporaryDirectory { root in
      let old = try EmittedFixture.emit(TinyPrograms.language(seed: 1), prefix: "old")
      let new = try EmittedFixture.emit(TinyPrograms.language(seed: 1), prefix: "newer")
      try PackageWriter.write(old, to: root + "/p")
      for built in ["old.o", "old_run", "old_flags", "old_run_steps", "libold.a", "adder_embed.o"] {
        try writeFile("", to: "\(root)/p/\(built)")
      }
      try PackageWriter.write(new, to: root + "/p")
      #expect(try files(root + "/p") == new.map(\.path).sorted())
      #expect(try names(root) == ["p"])
    }
  }

  @Test func usesAnEmptyDirectory() throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root)
      #expect(try self.files(root).count == files.count)
    }
  }

  @Test func refusesForeignFiles() throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root + "/p")
      try writeFile("mine", to: root + "/p/main.c")
      let error = #expect(throws: EmissionError.self) {
        try PackageWriter.write(files, to: root + "/p")
      }
      #expect(
        error?.description
          == """
          \(root)/p: holds 'main.c', which is not part of an earlier package; choose another \
          directory or empty it
          """)
      #expect(try self.files(root + "/p").count == files.count + 1)
    }
  }

  @Test(arguments: ["tiny_language_run", "tiny_language.c", "zephyr/Kconfig", "adder_embed.o"])
  func refusesForeignDirectoriesWithNamesOfItsFiles(name: String) throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root + "/p")
      let path = "\(root)/p/\(name)"
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try writeFile("mine", to: path + "/precious")
      let error = #expect(throws: EmissionError.self) {
        try PackageWriter.write(files, to: root + "/p")
      }
      #expect(error?.description.contains(": holds '\(name)', which") == true)
      #expect(try readFile(path + "/precious") == Array("mine".utf8))
    }
  }

  @Test func refusesLinks() throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root + "/p")
      try FileManager.default.createSymbolicLink(
        atPath: root + "/p/tiny_language_run", withDestinationPath: "/dev/null")
      let error = #expect(throws: EmissionError.self) {
        try PackageWriter.write(files, to: root + "/p")
      }
      #expect(error?.description.contains(": holds 'tiny_language_run', which") == true)
    }
  }

  @Test func refusesForeignFilesInItsFolders() throws {
    try withTemporaryDirectory { root in
      let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1))
      try PackageWriter.write(files, to: root + "/p")
      try PackageWriter.write(files, to: root + "/p")
      try writeFile("mine", to: root + "/p/zephyr/prj.conf")
      let error = #expect(throws: EmissionError.self) {
        try PackageWriter.write(files, to: root + "/p")
      }
      #expect(error?.description.contains(": holds 'zephyr/prj.conf', which") == true)
    }
  }

  @Test func refusesFiles() throws {
    try withTemporaryDirectory { root in
      try writeFile("", to: root + "/p")
      let error = #expect(throws: EmissionError.self) {
        try PackageWriter.write([], to: root + "/p")
      }
      #expect(error?.description == "\(root)/p: cannot be written (it is a file)")
    }
  }
}
