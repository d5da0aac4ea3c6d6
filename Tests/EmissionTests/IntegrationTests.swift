import Emission
import Foundation
import ProgramFixtures
import TestSupport
import Testing

/// Other build systems take the package.
struct IntegrationTests {
  @Test func projectsTakeThePackageInEveryWay() throws {
    if let tool = PackageConsumer.missing(["cmake", "pkg-config", "make", "gcc"]) {
      print("SKIPPED projectsTakeThePackageInEveryWay: \(tool) not found")
      return
    }
    try withTemporaryDirectory { root in
      let consumer = try PackageConsumer(in: root)
      try consumer.build("package", in: "package-build")
      try consumer.run(["cmake", "--install", "package-build", "--prefix", consumer.installed])
      try consumer.build("app", in: "found", ["-DCMAKE_PREFIX_PATH=\(consumer.installed)"])
      let logits = try consumer.run(["found/app"])
      #expect(logits.split(separator: " ").count > 1)
      try consumer.build("app", in: "inside", ["-DPACKAGE=\(consumer.package)"])
      #expect(try consumer.run(["inside/app"]) == logits)
      // With an image of a file system, as a distribution makes it.
      try consumer.run([
        "make", "-s", "-C", "package", "install", "OPT=-O1", "PREFIX=/opt", "LIBDIR=lib/x",
        "DESTDIR=\(root)/stage",
      ])
      let paths = [
        (["PKG_CONFIG_LIBDIR=\(consumer.installed)/lib/pkgconfig"], "cmake"),
        (
          [
            "PKG_CONFIG_LIBDIR=\(root)/stage/opt/lib/x/pkgconfig",
            "PKG_CONFIG_SYSROOT_DIR=\(root)/stage",
          ],
          "make"
        ),
      ]
      for (environment, name) in paths {
        let flags = try consumer.run(
          ["env"] + environment + ["pkg-config", "--cflags", "--libs", "m"]
        ).split(whereSeparator: \.isWhitespace).map(String.init)
        try consumer.run(["gcc", "app/main.c", "-o", name] + flags)
        #expect(try consumer.run(["./" + name]) == logits, "\(flags)")
      }
    }
  }

  /// Some distributions give directories that are not below the prefix.
  @Test func directoriesOfAnInstallationMayBeAbsolute() throws {
    if let tool = PackageConsumer.missing(["cmake", "pkg-config", "make", "gcc"]) {
      print("SKIPPED directoriesOfAnInstallationMayBeAbsolute: \(tool) not found")
      return
    }
    try withTemporaryDirectory { root in
      let consumer = try PackageConsumer(in: root)
      try consumer.build(
        "package", in: "build",
        [
          "-DM_PROGRAMS=OFF", "-DCMAKE_INSTALL_LIBDIR=\(root)/out/lib",
          "-DCMAKE_INSTALL_INCLUDEDIR=\(root)/dev/include",
        ])
      try consumer.run(["cmake", "--install", "build", "--prefix", root + "/out"])
      try consumer.run([
        "make", "-s", "-C", "package", "install", "OPT=-O1", "PREFIX=/usr",
        "LIBDIR=/usr/lib/x", "DESTDIR=\(root)/stage",
      ])
      let folders = [
        ("out/lib", "\(root)/out/lib", "\(root)/dev/include"),
        ("stage/usr/lib/x", "/usr/lib/x", "/usr/include"),
      ]
      for (folder, libraries, headers) in folders {
        #expect(try readFile("\(root)/\(folder)/libm.a").isEmpty == false)
        let value = { (name: String) in
          try consumer.run([
            "pkg-config", "--variable=\(name)", "\(root)/\(folder)/pkgconfig/m.pc",
          ]).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(try value("libdir") == libraries)
        #expect(try value("includedir") == headers)
      }
      try consumer.build("app", in: "found", ["-Dm_DIR=\(root)/out/lib/cmake/m"])
      #expect(try consumer.run(["found/app"]).split(separator: " ").count > 1)
    }
  }

  @Test func crossBuildsTakeIncludedTablesAndThreads() throws {
    if let tool = PackageConsumer.missing(["cmake", "aarch64-linux-gnu-gcc", "qemu-aarch64"]) {
      print("SKIPPED crossBuildsTakeIncludedTablesAndThreads: \(tool) not found")
      return
    }
    try withTemporaryDirectory { root in
      let consumer = try PackageConsumer(
        in: root, target: "raspberry-pi-5", weights: .incbin, threads: 2)
      let toolchain = ["--toolchain", root + "/aarch64.cmake"]
      try consumer.build("package", in: "package-build", toolchain)
      let flags = try String(
        contentsOfFile: root + "/package-build/CMakeFiles/adder_m.dir/flags.make", encoding: .utf8)
      #expect(flags.contains("-mcpu=cortex-a76"))
      try consumer.run(["cmake", "--install", "package-build", "--prefix", consumer.installed])
      try consumer.build(
        "app", in: "found", toolchain + ["-Dm_DIR=\(consumer.installed)/lib/cmake/m"])
      let logits = try consumer.run(["qemu-aarch64", "-cpu", "cortex-a76", "found/app"])
      let host = try PackageConsumer(in: root + "/host")
      try host.run([
        "sh", "-c",
        "cc -O1 -Ipackage app/main.c $(ls package/*.c | grep -v -e _run -e _selftest "
          + "-e _generate -e _bench) -o app/app",
      ])
      #expect(try host.run(["app/app"]) == logits)
    }
  }

  @Test func mappedWeightsAreInstalled() throws {
    if let tool = PackageConsumer.missing(["cmake", "make", "gcc"]) {
      print("SKIPPED mappedWeightsAreInstalled: \(tool) not found")
      return
    }
    try withTemporaryDirectory { root in
      let consumer = try PackageConsumer(in: root, weights: .blob)
      try consumer.build("package", in: "build", ["-DM_PROGRAMS=OFF"])
      try consumer.run(["cmake", "--install", "build", "--prefix", consumer.installed])
      try consumer.run(["make", "-s", "-C", "package", "install", "OPT=-O0", "PREFIX=\(root)/made"])
      let weights = try readFile(consumer.package + "/m_weights.bin")
      for prefix in ["installed", "made"] {
        #expect(try readFile("\(root)/\(prefix)/share/m/m_weights.bin") == weights)
      }
    }
  }

  /// With functions of CMake in the place of those of Zephyr.
  @Test func moduleOfZephyrAddsTheLibrary() throws {
    if let tool = PackageConsumer.missing(["cmake", "gcc"]) {
      print("SKIPPED moduleOfZephyrAddsTheLibrary: \(tool) not found")
      return
    }
    try withTemporaryDirectory { root in
      let consumer = try PackageConsumer(in: root, weights: .incbin)
      try FileManager.default.createDirectory(
        atPath: root + "/os", withIntermediateDirectories: true)
      try writeFile(
        """
        cmake_minimum_required(VERSION 3.16)
        project(os C ASM)
        set(CONFIG_M_ADDER y)
        set(CONFIG_M_ADDER_FLAGS "-DONE -DTWO=2")
        macro(zephyr_include_directories)
          include_directories(${ARGN})
        endmacro()
        macro(zephyr_library_named name)
          set(library ${name})
          add_library(${name} STATIC)
        endmacro()
        macro(zephyr_library_sources)
          target_sources(${library} PRIVATE ${ARGN})
        endmacro()
        macro(zephyr_library_compile_options)
          target_compile_options(${library} PRIVATE ${ARGN})
        endmacro()
        include_directories(${CMAKE_CURRENT_LIST_DIR}/../package)
        add_subdirectory(../package/zephyr module)
        add_executable(app ../app/main.c)
        target_link_libraries(app adder_m)

        """, to: root + "/os/CMakeLists.txt")
      try consumer.build("os", in: "build")
      #expect(try consumer.run(["build/app"]).split(separator: " ").count > 1)
      let flags = try String(
        contentsOfFile: root + "/build/module/CMakeFiles/adder_m.dir/flags.make", encoding: .utf8)
      #expect(flags.contains("-O3 -DONE -DTWO=2"))
    }
  }
}
