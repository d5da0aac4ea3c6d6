import Emission
import Foundation
import Program
import ProgramFixtures
import TargetDescription
import TestSupport

/// A project of somebody else that takes an emitted package of a tiny language model called `m`.
struct PackageConsumer {
  /// Holds the package, the project and what is built.
  let root: String

  var package: String { root + "/package" }
  var installed: String { root + "/installed" }

  /// What the project needs; nil if all of it is there, else what is not.
  static func missing(_ tools: [String]) -> String? {
    tools.first { !ExternalCommand.exists($0) }
  }

  /// Writes the package and the project.
  init(
    in root: String, target: String = "host", weights: WeightsPlacement = .array, threads: Int = 1
  ) throws {
    self.root = root
    let program = TinyPrograms.language(seed: 1)
    let options = EmissionOptions(
      prefix: "m", golden: EmittedFixture.golden(for: program), weights: weights,
      threads: threads)
    try PackageWriter.write(
      try Emitter.emit(
        program, target: try TargetDescription.find(target), options: options), to: package)
    try FileManager.default.createDirectory(
      atPath: root + "/app", withIntermediateDirectories: true)
    try writeFile(Self.source, to: root + "/app/main.c")
    try writeFile(Self.project, to: root + "/app/CMakeLists.txt")
    try writeFile(Self.toolchain, to: root + "/aarch64.cmake")
  }

  private static let source = """
    #include <stdio.h>
    #include "m.h"
    static m_state state;
    static int32_t logits[M_CLASSES];
    int main(void) {
      m_init(&state);
      for (int token = 0; token < 5; ++token) {
        m_step(&state, token, logits);
      }
      for (int class = 0; class < M_CLASSES; ++class) {
        printf("%ld ", (long)logits[class]);
      }
      return 0;
    }

    """

  private static let project = """
    cmake_minimum_required(VERSION 3.16)
    project(app C)
    if(PACKAGE)
      add_subdirectory(${PACKAGE} package)
    else()
      find_package(m REQUIRED)
    endif()
    add_executable(app main.c)
    target_link_libraries(app PRIVATE m::m)

    """

  private static let toolchain = """
    set(CMAKE_SYSTEM_NAME Linux)
    set(CMAKE_SYSTEM_PROCESSOR aarch64)
    set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
    set(CMAKE_EXE_LINKER_FLAGS_INIT -static)

    """

  /// Output of a command that has to succeed.
  @discardableResult
  func run(_ command: [String]) throws -> String {
    let result = try ExternalCommand.run(command, in: root)
    guard result.status == 0 else {
      throw Failure(description: command.joined(separator: " ") + "\n" + result.output)
    }
    return result.output
  }

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Configures and builds a project of CMake without optimisation.
  func build(_ source: String, in directory: String, _ options: [String] = []) throws {
    try run(
      ["cmake", "-S", source, "-B", directory, "-DCMAKE_BUILD_TYPE=Debug"] + options)
    try run(["cmake", "--build", directory, "--parallel", "2"])
  }
}
