import Emission
import Foundation
import ProgramFixtures
import Testing

/// The files for other build systems agree with the package.
struct IntegrationFilesTests {
  private let files: [EmittedFile]

  init() throws {
    files = try EmittedFixture.emit(TinyPrograms.language(seed: 1), prefix: "my_model")
  }

  private func text(_ path: String) -> String { EmittedFixture.text(path, in: files) }

  /// The values of `set(NAME ...)`.
  private func list(_ name: String, in text: String) throws -> [String] {
    let start = try #require(text.range(of: "set(\(name)"))
    let end = try #require(text[start.upperBound...].firstIndex(of: ")"))
    return text[start.upperBound..<end].split { $0 == " " || $0 == "\n" }.map(String.init)
  }

  @Test func cmakeBuildsWhatTheMakefileBuilds() throws {
    let objects = text("Makefile").split { " \\\n=".contains($0) }
      .filter { object in object.hasSuffix(".o") && !object.contains { "%(*".contains($0) } }
    let programs = ["_run.o", "_selftest.o", "_bench.o", "_generate.o"].map { "my_model" + $0 }
    let made = Set(objects.map(String.init)).subtracting(programs)
      .union(["my_model.o", "my_model_weights.o"]).subtracting([","])
    for path in ["CMakeLists.txt", "zephyr/CMakeLists.txt"] {
      let sources = try list("MY_MODEL_SOURCES", in: text(path))
        .filter { $0.hasSuffix(".c") }
      #expect(Set(sources.map { $0.dropLast(2) + ".o" }) == made, "\(path)")
      #expect(sources.allSatisfy { path in files.contains { $0.path == path } })
    }
  }

  @Test func recipeHasEveryFileOfTheBuild() throws {
    let recipe = text("my-model_0.1.0.bb")
    for file in files where !file.path.contains("/") {
      let isBuilt = [".c", ".h", ".S", ".bin", ".in"].contains { file.path.hasSuffix($0) }
      #expect(
        recipe.contains("file://\(file.path) ") == (isBuilt || file.path == "CMakeLists.txt"),
        "\(file.path)")
    }
    #expect(recipe.contains("EXTRA_OECMAKE = \"-DMY_MODEL_PROGRAMS=OFF\"\n"))
    #expect(recipe.contains("\nLIC_FILES_CHKSUM = \"file://${COMMON_LICENSE_DIR}/MIT;md5="))
  }

  @Test func moduleOfZephyrNamesItsFiles() {
    #expect(
      text("zephyr/module.yml").hasSuffix(
        "\nname: my_model\nbuild:\n  cmake: zephyr\n  kconfig: zephyr/Kconfig\n"))
    #expect(text("zephyr/Kconfig").contains("\nconfig MY_MODEL_ADDER\n\tbool \"The model my_model"))
    #expect(text("zephyr/Kconfig").contains("\nconfig MY_MODEL_ADDER_FLAGS\n\tstring "))
    #expect(text("zephyr/CMakeLists.txt").contains("${CONFIG_MY_MODEL_ADDER})"))
  }

  @Test(arguments: [
    ("aarch64-neon", "ARM64"), ("stm32mp13", "ARM"), ("milkv-duo", "RISCV && 64BIT"),
    ("x86-64-v3", "X86_64"),
  ])
  func kernelsOfAnArchitectureDependOnIt(target: String, condition: String) throws {
    let files = try EmittedFixture.emit(TinyPrograms.language(seed: 1), target: target)
    #expect(
      EmittedFixture.text("zephyr/Kconfig", in: files).contains("\n\tdepends on \(condition)\n"))
  }

  @Test func noFileHasAnAbsolutePath() {
    let paths = ["CMakeLists.txt", "my_model.pc.in", "my-model_0.1.0.bb"]
    for file in files where paths.contains(file.path) || file.path.hasPrefix("zephyr/") {
      let words = String(decoding: file.bytes, as: UTF8.self).split { " \"\n=:".contains($0) }
      #expect(!words.contains { $0.hasPrefix("/") && !$0.hasPrefix("//") }, "\(file.path)")
    }
  }
}
