import FloatReference
import Model

extension FloatReference {
  /// Logits of one sequence of a data set.
  func logits(_ sequences: Sequences, _ index: Int) throws -> [Float] {
    switch sequences {
    case .tokens(let sequences): try logits(tokens: sequences[index])
    case .frames(let sequences, _): try logits(frames: sequences[index])
    }
  }
}
