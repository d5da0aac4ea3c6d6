import Program
import ProgramFixtures
import Testing

@Test func operationsFollowFromTheSizes() {
  let program = TinyPrograms.language(seed: 1)
  for step in program.body + program.head {
    let work = program.operations(of: step)
    switch step {
    case .linear(let s):
      #expect(
        work
          == OperationCount(multiplyAccumulates: program[s.input].count * program[s.output].count))
      if s.groups == nil {
        #expect(work.multiplyAccumulates == program[s.weight].data.count)
      }
    case .scan(let s):
      #expect(
        work.multiplyAccumulates == 3 * program[s.b].count * program[s.dt].count)
    case .convolve(let s):
      let rows = program[s.state].count / program[s.x].count + 1
      #expect(work.multiplyAccumulates == rows * program[s.x].count)
    case .rotate(let s):
      let order = program[s.matrix].shape[0]
      let width = program[s.input].count
      #expect(work == OperationCount(additions: width * s.doublings + width * (order - 1)))
    case .embed: #expect(work == OperationCount())
    default: #expect(work.multiplyAccumulates + work.additions > 0 || step.kind == "quantize")
    }
  }
}

@Test func fourBitWeightsDoTheSameWork() {
  var shape = TinyShape()
  let eight = TinyPrograms.language(seed: 1, shape: shape)
  shape.hasFourBitWeights = true
  let four = TinyPrograms.language(seed: 1, shape: shape)
  let work = [eight, four].map { program in
    program.body.reduce(into: OperationCount()) { $0 += program.operations(of: $1) }
  }
  #expect(work[0] == work[1])
}
