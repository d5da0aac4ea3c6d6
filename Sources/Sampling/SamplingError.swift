/// A setting of the sampler that cannot be read or is out of its range.
package enum SamplingError: Error, Hashable, CustomStringConvertible {
  case temperature(String)
  case topK(String)
  case topP(String)
  case repetitionPenalty(String)
  case seed(String)

  package var description: String {
    switch self {
    case .temperature(let text):
      "'\(text)' is no temperature; give a decimal number in 0...100, such as 0.8"
    case .topK(let text):
      "'\(text)' is no number of tokens; give an integer in 0...999999999, 0 for all"
    case .topP(let text):
      "'\(text)' is no share of probability; give a decimal number in 0...1, such as 0.95"
    case .repetitionPenalty(let text):
      "'\(text)' is no penalty; give a decimal number in 0.01...100, such as 1.1"
    case .seed(let text):
      "'\(text)' is no seed; give an integer in 0...18446744073709551615"
    }
  }
}
