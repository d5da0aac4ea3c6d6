import Foundation
import Interpreter
import Program
import ProgramFixtures
import Testing

/// Prints the speed on a program of the size of the largest model that ships with the tests.
/// An expectation would measure the machine's load, so there is none.
@Test func printsTokensPerSecond() throws {
  let shape = TinyShape(
    vocabulary: 256, width: 192, channels: 384, states: 16, timeStepRank: 12, kernel: 4,
    layers: 8)
  let interpreter = try Interpreter(TinyPrograms.language(seed: 1, shape: shape))
  let tokens = (0..<512).map { Int32($0 * 37 % 256) }
  let session = try interpreter.makeSession()
  let start = Date()
  try session.run(.tokens(tokens)) { _ in }
  let seconds = Date().timeIntervalSince(start)
  print("interpreter: \(Int(Double(tokens.count) / seconds)) tokens a second in one thread")
}
