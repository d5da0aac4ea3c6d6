/// Why a report cannot be made.
package enum ReportError: Error, Hashable, Sendable {
  /// The tool was built without a file that it carries.
  case missingFile(String)
}

extension ReportError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingFile(let path):
      "the tool was built without '\(path)'; run .ci/list-assets and build it again"
    }
  }
}
