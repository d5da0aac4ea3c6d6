/// A shell that completions are written for.
package enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish
}

extension Tool {
  /// A script that completes commands, options and values in `shell`.
  package func completions(for shell: Shell) -> String {
    switch shell {
    case .bash: BashCompletions(tool: self).script
    case .zsh: ZshCompletions(tool: self).script
    case .fish: FishCompletions(tool: self).script
    }
  }

  /// First line of each script, behind the sign of a comment.
  func banner(of shell: Shell) -> String {
    "Completions of \(name) \(version), made by '\(name) completions \(shell.rawValue)'."
  }
}

extension ValueKind {
  /// The words that a completion offers.
  var words: [String] {
    switch self {
    case .choice(let words), .known(let words): words
    case .text, .file, .directory, .outputFile, .outputDirectory, .integer: []
    }
  }
}

extension String {
  /// Itself as one word of a POSIX shell, of bash or of zsh.
  var shellQuoted: String { "'" + replacing("'", with: #"'\''"#) + "'" }
}
