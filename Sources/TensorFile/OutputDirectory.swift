import Foundation

/// A directory that files are written into.
package enum OutputDirectory {
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
