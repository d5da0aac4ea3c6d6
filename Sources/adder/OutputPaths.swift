import Checkpoint
import CommandSyntax
import Foundation

/// No output of a command takes the place of one of its inputs, or of another output.
///
/// The descriptions of the commands say which values are read and which are written. Links of
/// both kinds and other spellings of a path are the file that they lead to. Devices and pipes
/// hold nothing that could be lost.
enum OutputPaths {
  /// A value on the command line that is a path.
  private struct Given {
    /// As in usage lines: `--input`, or `GRAPH`.
    var name: String
    var kind: ValueKind
    var path: String

    var isOutput: Bool { [.outputFile, .outputDirectory].contains(kind) }
    var isInput: Bool { [.file, .directory].contains(kind) }
  }

  /// What a path leads to.
  private enum Place: Hashable {
    case existing(device: dev_t, file: ino_t)
    case new(device: dev_t, folder: ino_t, name: String)
  }

  /// - Throws: ``CommandError/overwritesInput(option:path:input:)``,
  ///   ``CommandError/sameOutput(path:first:second:)``.
  static func check(
    _ invocation: Invocation, of command: Command
  ) throws(CommandError) {
    let given = given(invocation, command)
    let outputs = given.filter(\.isOutput)
    guard !outputs.isEmpty else { return }
    var read: [Place: String] = [:]
    var foldersRead: [Place: String] = [:]
    for input in given where input.isInput {
      let files = [input.path] + Checkpoint.paths(in: input.path)
      for place in files.compactMap(existing) where read[place] == nil { read[place] = input.name }
      for folder in foldersAbove(input.path) where foldersRead[folder] == nil {
        foldersRead[folder] = input.name
      }
    }
    var written: [Place: String] = [:]
    for output in outputs {
      guard let place = place(of: output.path) else { continue }
      let option = String(output.name.dropFirst(2))
      let input = read[place] ?? (output.kind == .outputDirectory ? foldersRead[place] : nil)
      if let input { throw .overwritesInput(option: option, path: output.path, input: input) }
      if let first = written.updateValue(option, forKey: place) {
        throw .sameOutput(path: output.path, first: first, second: option)
      }
    }
  }

  private static func given(_ invocation: Invocation, _ command: Command) -> [Given] {
    command.arguments.flatMap { argument in
      invocation.values(argument).map {
        Given(name: argument.name, kind: argument.kind, path: $0)
      }
    }
      + command.options.flatMap { option in
        invocation.values(option).map {
          Given(name: "--" + option.name, kind: option.kind, path: $0)
        }
      }
  }

  /// Nil for what is neither a file nor a directory, and for what cannot be reached.
  private static func place(of path: String) -> Place? {
    var status = stat()
    if stat(path, &status) == 0 { return existing(path) }
    let url = URL(fileURLWithPath: path)
    guard stat(url.deletingLastPathComponent().path, &status) == 0 else { return nil }
    return .new(device: status.st_dev, folder: status.st_ino, name: url.lastPathComponent)
  }

  /// Nil unless a file or a directory is there.
  private static func existing(_ path: String) -> Place? {
    var status = stat()
    guard stat(path, &status) == 0, [S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) else {
      return nil
    }
    return .existing(device: status.st_dev, file: status.st_ino)
  }

  /// The directories that a path lies in, links resolved.
  private static func foldersAbove(_ path: String) -> [Place] {
    var folder = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var places: [Place] = []
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if let place = existing(folder.path) { places.append(place) }
    }
    return places
  }
}
