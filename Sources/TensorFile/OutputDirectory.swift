import Foundation

/// A directory that files are written into.
package enum OutputDirectory {
  /// `path`, or where it leads if a link is in it, for a writer that puts another directory in its
  /// place.
  ///
  /// - Throws: ``TensorFileError/cannotWrite(path:reason:)`` for the working directory and those
  ///   above it: whoever works there would be left in the old one.
  package static func replaceable(_ path: String) throws(TensorFileError) -> String {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let resolved = url.resolvingSymlinksInPath().path
    let current = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
      .resolvingSymlinksInPath().path
    if resolved == current || current.hasPrefix(resolved == "/" ? "/" : resolved + "/") {
      throw .cannotWrite(
        path: path,
        reason: "it is the working directory or above it, and would be replaced; change to "
          + "another directory, or give another one")
    }
    return resolved == url.path ? path : resolved
  }

  /// Creates the directory, and those above it, where they do not exist.
  package static func create(_ path: String) throws(TensorFileError) {
    let names = path.split(separator: "/")
    var directory = path.hasPrefix("/") ? "/" : ""
    for name in names {
      directory += name + "/"
      if mkdir(directory, 0o777) != 0, errno != EEXIST {
        throw .cannotWrite(path: path, reason: systemErrorText())
      }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw .cannotWrite(path: path, reason: "it is not a directory")
    }
  }
}
