import Foundation

/// Writes packages to directories, whole or not at all.
package enum PackageWriter {
  private static let manifestName = "MANIFEST"
  private static let manifestTitle = "Files of a package that Adder emitted:"

  /// The list of the package's files, by which a later run knows what it may replace.
  static func manifest(of files: [EmittedFile]) -> EmittedFile {
    let lines = [manifestTitle] + files.map(\.path).sorted()
    return EmittedFile(
      path: manifestName, bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  /// Writes the files to `directory`, which is made where it does not exist.
  ///
  /// An earlier package, with or without what its makefile built, is replaced. All files are
  /// written to a directory beside it first, which then takes its place.
  ///
  /// - Throws: ``EmissionError/occupied(directory:file:)`` where `directory` holds anything
  ///   else, ``EmissionError/write(path:reason:)``.
  package static func write(
    _ files: [EmittedFile], to directory: String
  ) throws(EmissionError) {
    let target = URL(fileURLWithPath: directory).standardizedFileURL
    let parent = target.deletingLastPathComponent()
    let suffix = "\(ProcessInfo.processInfo.processIdentifier)"
    let fresh = parent.appendingPathComponent(".\(target.lastPathComponent).new-\(suffix)")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).old-\(suffix)")
    let manager = FileManager.default
    let isReplacement = try checkReplaceable(target, directory)
    do {
      try manager.createDirectory(at: fresh, withIntermediateDirectories: true)
      for file in files {
        let url = fresh.appendingPathComponent(file.path)
        try manager.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try write(file, to: url)
      }
      if isReplacement { try manager.moveItem(at: target, to: old) }
      do {
        try manager.moveItem(at: fresh, to: target)
      } catch {
        if isReplacement { try? manager.moveItem(at: old, to: target) }
        throw error
      }
      if isReplacement { try? manager.removeItem(at: old) }
    } catch {
      try? manager.removeItem(at: fresh)
      throw .write(path: directory, reason: reason(error))
    }
  }

  private static func write(_ file: EmittedFile, to url: URL) throws {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    defer { try? handle.close() }
    try file.forEachPiece { try handle.write(contentsOf: $0) }
  }

  /// True if `target` exists and may be replaced, false if it does not exist.
  private static func checkReplaceable(
    _ target: URL, _ directory: String
  ) throws(EmissionError) -> Bool {
    let manager = FileManager.default
    var isDirectory: ObjCBool = false
    guard manager.fileExists(atPath: target.path, isDirectory: &isDirectory) else {
      return false
    }
    guard isDirectory.boolValue else {
      throw .write(path: directory, reason: "it is a file")
    }
    let names = try names(in: target, directory)
    let manifest = try? String(
      contentsOf: target.appendingPathComponent(manifestName), encoding: .utf8)
    let lines = (manifest ?? "").split(separator: "\n").map(String.init)
    let listed = lines.first == manifestTitle ? Set(lines + [manifestName]) : []
    for name in names where !listed.contains(name) && !isBuilt(name, from: listed) {
      guard listed.contains(where: { $0.hasPrefix(name + "/") }) else {
        throw .occupied(directory: directory, file: name)
      }
      let folder = target.appendingPathComponent(name)
      for entry in try Self.names(in: folder, directory) where !listed.contains("\(name)/\(entry)")
      {
        throw .occupied(directory: directory, file: "\(name)/\(entry)")
      }
    }
    return true
  }

  /// What a folder holds, sorted.
  private static func names(in folder: URL, _ directory: String) throws(EmissionError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    } catch {
      throw .write(path: directory, reason: reason(error))
    }
  }

  /// True for an object, a program, a library or a list of flags of a source of the package.
  private static func isBuilt(_ name: String, from listed: Set<String>) -> Bool {
    let stem =
      if name.hasSuffix(".o") {
        String(name.dropLast(2))
      } else if name.hasPrefix("lib"), name.hasSuffix(".a") {
        String(name.dropFirst(3).dropLast(2))
      } else if name.hasSuffix("_flags") || name.hasSuffix("_steps") {
        String(name.dropLast(6))
      } else {
        name
      }
    return [".c", ".S"].contains { listed.contains(stem + $0) }
  }

  /// The system's words, without paths.
  private static func reason(_ error: any Error) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    return (underlying ?? (error as NSError)).code == NSFileWriteOutOfSpaceError
      ? "no space" : "the file system refused: \(error.localizedDescription)"
  }
}
