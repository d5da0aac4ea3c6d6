import Foundation
import Interpreter
import Program
import ProgramFixtures
import Testing

/// Prints the speed on a program of the size of the largest model that ships with the tests.
/// An expectation would measure the machine's load, so there is none.
@Test func printsTokensPerSecond() throws {
  #if DEBUG
    print("SKIPPED printsTokensPerSecond: a debug build says nothing about speed")
    return
  #else
    let shape = TinyShape(
      vocabulary: 256, width: 192, channels: 384, states: 16, timeStepRank: 12, kernel: 4,
      layers: 8)
    let program = withRoom(TinyPrograms.language(seed: 1, shape: shape))
    let interpreter = try Interpreter(program)
    let tokens = (0..<512).map { Int32($0 * 37 % 256) }
    let session = try interpreter.makeSession()
    let start = Date()
    try session.run(.tokens(tokens)) { _ in }
    let seconds = Date().timeIntervalSince(start)
    print("interpreter: \(Int(Double(tokens.count) / seconds)) tokens a second in one thread")
  #endif
}

/// Eight layers of this width add up to more than the fixture's scales expect; less of a left
/// shift, and more of a shift before squares, leave room for them.
private func withRoom(_ program: Program) -> Program {
  let roomy = { (step: Step) -> Step in
    switch step {
    case .quantize(var quantize) where program[quantize.input].type == .int32:
      quantize.scale.left -= 1
      quantize.scale.shift -= 1
      return .quantize(quantize)
    case .normalize(var normalize):
      normalize.preShift = 6
      return .normalize(normalize)
    default: return step
    }
  }
  var program = program
  program.body = program.body.map(roomy)
  program.head = program.head.map(roomy)
  return program
}
