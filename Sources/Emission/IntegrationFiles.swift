import CSyntax
import Program
import TargetDescription

/// What lets other build systems take a package: CMake, pkg-config, Zephyr, Yocto.
extension EmittedModel {
  /// The files for other build systems.
  ///
  /// - Parameter names: Of the files that builds with CMake read.
  func integrationFiles(_ banner: Banner, sources names: [String]) throws(EmissionError)
    -> [EmittedFile]
  {
    let cmake = try cmakeLists(banner)
    let pkgConfig = try pkgConfig(banner)
    let files = [cmake, pkgConfig] + (try zephyrFiles(banner))
    return files + [try recipe(banner, sources: names + [cmake.path, pkgConfig.path])]
  }

  // MARK: CMake and pkg-config

  private func cmakeLists(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let languages = placement == .incbin ? "C ASM" : "C"
    let flags = target.cflags.joined(separator: ";")
    let files =
      cmakeSources + [
        set("HEADERS", try headerNames()), set("DATA", dataNames),
        set("PROGRAM_NAMES", programs), set("LINK_FLAGS", target.linkFlags),
        "set(\(macro)_TARGET_FLAGS \"\(flags)\" CACHE STRING \"Flags that select the processor\")",
        set("DEPENDENCIES", isParallel ? ["\"find_dependency(Threads)\\n\""] : []),
      ]
    let threads =
      isParallel
      ? [
        "set(THREADS_PREFER_PTHREAD_FLAG ON)", "find_package(Threads REQUIRED)",
        "target_link_libraries(${\(macro)_LIBRARY} PUBLIC Threads::Threads)", "",
      ] : []
    let bytes = try Template("package.cmake").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.make("CMakeLists.txt", "builds \(purpose)") }),
        (
          "project",
          {
            EmittedModel.lines(
              ["project(\(prefix) VERSION \(Version.current) LANGUAGES \(languages))"], indent: $0)
          }
        ), ("files", { EmittedModel.lines(files, indent: $0) }),
        ("threads", { EmittedModel.lines(threads, indent: $0) }),
      ])
    return EmittedFile(path: "CMakeLists.txt", bytes: bytes)
  }

  /// Lists that the build with CMake and the module of Zephyr have in common.
  private var cmakeSources: [String] {
    [
      set("TABLES", placement == .incbin ? ["\(prefix)_tables.S"] : []),
      set("SOURCES", librarySources + ["${\(macro)_TABLES}"]),
    ]
  }

  /// `set(MODEL_NAME values)`, filled lines.
  private func set(_ name: String, _ values: [String]) -> String {
    let line = "set(\(macro)_\(name)\(values.map { " " + $0 }.joined()))"
    if line.count <= 96 { return line }
    return "set(\(macro)_\(name)\n" + values.map { "  \($0)\n" }.joined() + ")"
  }

  private func pkgConfig(_ banner: Banner) throws(EmissionError) -> EmittedFile {
    let file = "\(prefix).pc.in"
    let lines = [
      "Name: \(prefix)", "Description: integer inference of a model",
      "Version: \(Version.current)", "Cflags: -I${includedir}/\(prefix)",
      "Libs: -L${libdir} -l\(prefix)" + threadFlags.map { " " + $0 }.joined(),
    ]
    let bytes = try Template("package.pc").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.make(file, "describes the installed library to pkg-config.") }),
        ("package", { EmittedModel.lines(lines, indent: $0) }),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }

  // MARK: Zephyr

  private func zephyrFiles(_ banner: Banner) throws(EmissionError) -> [EmittedFile] {
    let lists =
      cmakeSources + [
        "set(\(macro)_LIBRARY adder_\(prefix))",
        "set(\(macro)_ENABLED ${CONFIG_\(macro)_ADDER})",
        "separate_arguments(\(macro)_FLAGS UNIX_COMMAND \"${CONFIG_\(macro)_ADDER_FLAGS}\")",
      ]
    let option =
      ["\tbool \"The model \(prefix), inference in integers\""]
      + (zephyrCondition.map { ["\tdepends on \($0)"] } ?? [])
      + (isParallel ? ["\timply POSIX_API"] : [])
    let bodies: [(path: String, template: String, marker: String, lines: [String])] = [
      ("zephyr/CMakeLists.txt", "zephyr.cmake", "files", lists),
      ("zephyr/Kconfig", "zephyr.kconfig", "option", option),
      ("zephyr/module.yml", "zephyr.yml", "name", ["name: \(prefix)"]),
    ]
    var files: [EmittedFile] = []
    for body in bodies {
      let bytes = try Template(body.template).filled(
        prefix: prefix,
        [
          ("banner", { _ in banner.make(body.path, "makes the package a module of Zephyr.") }),
          (body.marker, { EmittedModel.lines(body.lines, indent: $0) }),
        ])
      files.append(EmittedFile(path: body.path, bytes: bytes))
    }
    return files
  }

  /// What a configuration of Zephyr must have for the kernels; nil for portable ones.
  private var zephyrCondition: String? {
    switch target.architecture {
    case "aarch64": "ARM64"
    case "armv7": "ARM"
    case "rv64": "RISCV && 64BIT"
    case "x86-64": "X86_64"
    default: nil
    }
  }

  // MARK: Yocto

  private func recipe(
    _ banner: Banner, sources names: [String]
  ) throws(EmissionError) -> EmittedFile {
    // Underscores separate name and version.
    let name = prefix.map { $0 == "_" ? "-" : "\($0)" }.joined()
    let file = "\(name)_\(Version.current).bb"
    let sources =
      ["SRC_URI = \" \\"] + names.sorted().map { "    file://\($0) \\" } + ["\""]
    let bytes = try Template("recipe.bb").filled(
      prefix: prefix,
      [
        ("banner", { _ in banner.make(file, "builds the package with Yocto.") }),
        (
          "summary",
          {
            EmittedModel.lines(
              [
                "SUMMARY = \"Integer inference of the model \(prefix)\"",
                "DESCRIPTION = \"C without floating point, allocation or libraries, for one model.\"",
              ], indent: $0)
          }
        ), ("sources", { EmittedModel.lines(sources, indent: $0) }),
        (
          "configuration",
          { EmittedModel.lines(["EXTRA_OECMAKE = \"-D\(macro)_PROGRAMS=OFF\""], indent: $0) }
        ),
      ])
    return EmittedFile(path: file, bytes: bytes)
  }
}
