import Foundation
import TensorFile

/// Writes packages to directories, whole or not at all.
package enum PackageWriter {
  private static let manifestName = "MANIFEST"
  private static let manifestTitle = "Files of a package that Adder emitted:"

  /// The list of the package's files, by which a later run knows what it may replace.
  static func manifest(of files: [EmittedFile], _ banner: Banner) -> EmittedFile {
    let title = [UInt8]((manifestTitle + "\n").utf8)
    let names = files.map { $0.path + "\n" }.sorted().joined()
    return EmittedFile(
      path: manifestName,
      bytes: title + banner.make(manifestName, "all of them but this one.") + Array(names.utf8))
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
    try checkReplaceable(target, directory)
    do throws(TensorFileError) {
      try OutputDirectory.create(target.deletingLastPathComponent().path)
      let temporary = try TemporaryOutput(.directory, for: target.path)
      do throws(TensorFileError) {
        for file in files { try write(file, in: temporary.path) }
        let paths = files.map(\.path)
        for path in paths { try temporary.flush(path) }
        for folder in folders(of: paths) { try temporary.flush(folder) }
        try temporary.takePlace()
      } catch {
        temporary.discard()
        throw error
      }
    } catch {
      guard case .cannotWrite(_, let reason) = error else {
        throw .write(path: directory, reason: error.description)
      }
      throw .write(path: directory, reason: reason)
    }
  }

  private static func write(_ file: EmittedFile, in folder: String) throws(TensorFileError) {
    let path = "\(folder)/\(file.path)"
    if let slash = path.lastIndex(of: "/") { try OutputDirectory.create(String(path[..<slash])) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    var failure = descriptor >= 0 ? nil : systemErrorText()
    file.forEachPiece { piece in
      if failure == nil, !AtomicFile.writeAll(piece, to: descriptor) { failure = systemErrorText() }
    }
    if descriptor >= 0, close(descriptor) != 0, failure == nil { failure = systemErrorText() }
    if let failure { throw .cannotWrite(path: path, reason: failure) }
  }

  /// The folders that the files are in, sorted.
  private static func folders(of paths: [String]) -> [String] {
    Set(paths.compactMap { path in path.lastIndex(of: "/").map { String(path[..<$0]) } }).sorted()
  }

  /// Throws unless `target` may be replaced or does not exist.
  private static func checkReplaceable(
    _ target: URL, _ directory: String
  ) throws(EmissionError) {
    let manager = FileManager.default
    var isDirectory: ObjCBool = false
    guard manager.fileExists(atPath: target.path, isDirectory: &isDirectory) else { return }
    guard isDirectory.boolValue else {
      throw .write(path: directory, reason: "it is a file")
    }
    let names = try names(in: target, directory)
    let manifest = try? String(
      contentsOf: target.appendingPathComponent(manifestName), encoding: .utf8)
    let lines = (manifest ?? "").split(separator: "\n").map(String.init)
    let listed = lines.first == manifestTitle ? Set(lines + [manifestName]) : []
    /// Whether it is in the list, or built from it, and a file as those are.
    func isOwn(_ name: String) -> Bool {
      (listed.contains(name) || isBuilt(name, from: listed))
        && isFile(target.appendingPathComponent(name).path)
    }
    for name in names where !isOwn(name) {
      guard listed.contains(where: { $0.hasPrefix(name + "/") }) else {
        throw .occupied(directory: directory, file: name)
      }
      let folder = target.appendingPathComponent(name)
      for entry in try Self.names(in: folder, directory) where !isOwn("\(name)/\(entry)") {
        throw .occupied(directory: directory, file: "\(name)/\(entry)")
      }
    }
  }

  /// Whether it is a regular file, not a link to one.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// What a folder holds, sorted.
  private static func names(in folder: URL, _ directory: String) throws(EmissionError) -> [String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw .write(path: directory, reason: "it cannot be read")
    }
    return names.sorted()
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
}
