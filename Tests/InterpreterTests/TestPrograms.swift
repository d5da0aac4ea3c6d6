import Program
import ProgramFixtures
import TestSupport

/// Programs and sequences that the interpreter's tests share.
enum TestPrograms {
  static let shapes = [
    TinyShape(), .odd, .smallest, .beyondVectors, .fourBits, .mixerNorms,
    TinyShape(width: 7, channels: 15, states: 2, kernel: 2, layers: 2),
  ]

  /// A language model and a classifier of every shape, each also driven into saturation.
  static func all(seed: UInt64) -> [Program] {
    let plain = shapes.flatMap { shape in
      [
        TinyPrograms.language(seed: seed, shape: shape),
        TinyPrograms.classifier(seed: seed, shape: shape),
        TinyPrograms.image(seed: seed, shape: shape, rows: shape.width % 2 == 0 ? [3] : nil),
      ]
    }
    let heads = HeadShape.all.map { TinyPrograms.heads(seed: seed, shape: $0) }
    return plain + heads + (plain + heads).map(saturated)
  }

  /// Seeded tokens or frames; every eighth frame has all elements at an end of the range.
  static func sequence(for program: Program, positions: Int, seed: UInt64) -> IntegerSequence {
    var random = SeededRandom(seed: seed)
    switch program.input {
    case .token(let vocabulary):
      return .tokens((0..<positions).map { _ in Int32(random.int(0...vocabulary - 1)) })
    case .frame(let width, _, let limit):
      return .frames(
        (0..<positions * width).map { index in
          switch index / width % 16 {
          case 7: Int16(limit)
          case 15: Int16(-limit)
          default: Int16(random.int(-limit...limit))
          }
        })
    case .image(let image):
      return .image((0..<image.count).map { _ in UInt8(random.int(0...255)) })
    }
  }

  /// The program with every weight at an end of its range, decay rates of 0 and 32767, and
  /// factors of 8- and 16-bit results 32 times as large.
  static func saturated(_ program: Program) -> Program {
    var program = program
    for step in program.body + program.head {
      switch step {
      case .linear(let s):
        if s.groups == nil {
          drive(s.weight, of: &program)
        } else {
          driveNibbles(s.weight, of: &program)
        }
        if program[s.output].type != .int32 { amplify(s.scale, of: &program) }
      case .convolve(let s):
        drive(s.weight, of: &program)
        amplify(s.preactivation, of: &program)
        if let copy = s.copy { amplify(copy.quantization, of: &program) }
      case .discretize(let s):
        amplify(s.timeStep, of: &program)
        amplify(s.driveScale, of: &program)
      case .scan(let s):
        guard case .int16(let rates) = program[s.a].data else { continue }
        program.constants[s.a.index].data = .int16(rates.map { $0 % 2 == 0 ? 0 : 32767 })
      case .rescale(let s): amplify(s.scale, of: &program)
      case .discretizeHeads(let s):
        amplify(s.driveScale, of: &program)
        guard case .int16(let rates) = program[s.a].data else { continue }
        program.constants[s.a.index].data = .int16(rates.map { $0 % 2 == 0 ? 0 : 32767 })
      case .gate(let s):
        amplify(s.yScale, of: &program)
        amplify(s.skipScale, of: &program)
        amplify(s.outputScale, of: &program)
      default: continue
      }
    }
    return program
  }

  private static func drive(_ id: ConstantID, of program: inout Program) {
    guard case .int8(let weights) = program[id].data else { return }
    program.constants[id.index].data = .int8(weights.map { $0 < 0 ? -127 : 127 })
  }

  /// As above, of 4 bits; of an odd row the bits after the last column stay 0.
  private static func driveNibbles(_ id: ConstantID, of program: inout Program) {
    guard case .uint8(let pairs) = program[id].data else { return }
    let driven = pairs.map { pair -> UInt8 in
      let low: UInt8 = pair & 8 == 0 ? 0x07 : 0x09
      return pair >> 4 == 0 ? low : low | (pair & 0x80 == 0 ? 0x70 : 0x90)
    }
    program.constants[id.index].data = .uint8(driven)
  }

  /// Takes up to 5 from each shift but leaves 2, which the gate needs.
  private static func amplify(_ scale: ChannelScale, of program: inout Program) {
    guard case .uint8(let shifts) = program[scale.shift].data else { return }
    program.constants[scale.shift.index].data = .uint8(
      shifts.map { $0 < 2 ? $0 : max(2, $0 < 7 ? 2 : $0 - 5) })
  }
}
