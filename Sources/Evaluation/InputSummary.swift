import Model
import Program

/// Inputs in words, for errors.
extension ProgramInput {
  var summary: String {
    switch self {
    case .token(let vocabulary): "tokens below \(vocabulary)"
    case .frame(let width, _, _): "frames of \(width) features"
    case .image(let image): "images of \(image.height) x \(image.width) x \(image.channels)"
    }
  }
}

extension ModelInput {
  var summary: String {
    switch self {
    case .token(let vocabulary): "tokens below \(vocabulary)"
    case .frame(let width, _): "frames of \(width) features"
    case .image(let image): "images of \(image.height) x \(image.width) x \(image.channels)"
    }
  }
}

extension Sequences {
  var summary: String {
    switch self {
    case .tokens: "tokens"
    case .frames(_, let width): "frames of \(width) features"
    case .images(let images): "images of \(images.first?.count ?? 0) bytes"
    }
  }
}
