/// Free text of a program: origins, labels, provenance.
enum TextLimit {
  static let bytes = 4096

  /// No control characters and no line separators; such text goes into comments and tables.
  static func allows(_ text: String) -> Bool {
    text.utf8.count <= bytes
      && text.unicodeScalars.allSatisfy {
        switch $0.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
      }
  }
}
