import Program

extension Step {
  /// The step with its tables and element types resolved.
  func kernel(of program: Program) -> any Kernel {
    switch self {
    case .embed(let step): EmbedKernel(step, of: program)
    case .gather(let step): GatherKernel(step, of: program)
    case .position(let step): PositionKernel(step, of: program)
    case .normalize(let step): step.kernel(of: program)
    case .linear(let step): step.kernel(of: program)
    case .convolve(let step): ConvolveKernel(step, of: program)
    case .discretize(let step): DiscretizeKernel(step, of: program)
    case .scan(let step): ScanKernel(step, of: program)
    case .rescale(let step): RescaleKernel(step, of: program)
    case .discretizeHeads(let step): DiscretizeHeadsKernel(step, of: program)
    case .scanHeads(let step): ScanHeadsKernel(step, of: program)
    case .gate(let step): GateKernel(step, of: program)
    case .add(let step): AddKernel(step, of: program)
    case .rotate(let step): RotateKernel(step, of: program)
    case .quantize(let step): step.kernel(of: program)
    case .accumulate(let step): AccumulateKernel(step, of: program)
    case .mean(let step): MeanKernel(step, of: program)
    }
  }
}

extension NormalizeStep {
  fileprivate func kernel(of program: Program) -> any Kernel {
    switch (program[input].type, program[output].type) {
    case (.int16, .int16): NormalizeKernel<Int16, Int16>(self, of: program)
    case (.int16, _): NormalizeKernel<Int16, Int8>(self, of: program)
    case (_, .int16): NormalizeKernel<Int32, Int16>(self, of: program)
    case (_, _): NormalizeKernel<Int32, Int8>(self, of: program)
    }
  }
}

extension LinearStep {
  fileprivate func kernel(of program: Program) -> any Kernel {
    switch (program[input].type, program[output].type) {
    case (.int16, .int8): LinearKernel<Int16, Int8>(self, of: program)
    case (.int16, .int16): LinearKernel<Int16, Int16>(self, of: program)
    case (.int16, _): LinearKernel<Int16, Int32>(self, of: program)
    case (_, .int8): LinearKernel<Int8, Int8>(self, of: program)
    case (_, .int16): LinearKernel<Int8, Int16>(self, of: program)
    case (_, _): LinearKernel<Int8, Int32>(self, of: program)
    }
  }
}

extension QuantizeStep {
  fileprivate func kernel(of program: Program) -> any Kernel {
    switch (program[input].type, program[output].type) {
    case (.int16, .int16): QuantizeKernel<Int16, Int16>(self, of: program)
    case (.int16, _): QuantizeKernel<Int16, Int8>(self, of: program)
    case (_, .int16): QuantizeKernel<Int32, Int16>(self, of: program)
    case (_, _): QuantizeKernel<Int32, Int8>(self, of: program)
    }
  }
}
