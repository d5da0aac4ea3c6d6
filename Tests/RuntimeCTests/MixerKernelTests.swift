import FixedPoint
import RuntimeC
import TestSupport
import Testing

/// The kernels of the mixer equal their equations in Swift primitives.
struct MixerKernelTests {
  static let channelCounts = [1, 2, 15, 16, 17, 40, 65]

  private let sigmoidTable = NativeArray(Sigmoid.table)
  private let softplusTable = NativeArray(Softplus.table)

  @Test(arguments: channelCounts, 1...4)
  func convolveIsEqual(channels: Int, kernel: Int) throws {
    var random = SeededRandom("convolve \(channels) \(kernel)")
    let weight = NativeArray(random.integers(kernel * channels, in: Int8(-127)...127))
    let bias = NativeArray(random.integers(channels, in: Int32(-50_000)...50_000))
    let preactivation = NativeScale(channels, left: 5, shifts: 0...8, from: &random)
    let quantization = NativeScale(channels, left: 15, shifts: 16...24, from: &random)
    var p = adder_convolve_params(
      weight: weight.pointer, bias: bias.pointer, preactivation: preactivation.native,
      quantization: quantization.native, fraction_bits: 10, kernel: Int32(kernel),
      channels: Int32(channels), stride: Int32(channels))
    let x = NativeArray([Int16](repeating: 0, count: channels))
    let quantized = NativeArray([Int8](repeating: 0, count: channels))
    let start = random.integers((kernel - 1) * channels, in: Int8.min...Int8.max)
    let state = NativeArray(start)
    var window = start
    for _ in 0..<5 {
      let input = NativeArray(random.integers(channels, in: Int8.min...Int8.max))
      window += input.values
      adder_convolve(x.pointer, quantized.pointer, state.pointer, input.pointer, &p, 1)
      for e in 0..<channels {
        var sum = bias.pointer[e]
        for k in 0..<kernel {
          sum += Int32(weight.pointer[k * channels + e]) * Int32(window[k * channels + e])
        }
        let u = saturate16(preactivation(sum, e))
        let expected = silu(u, fractionBits: 10, table: sigmoidTable.pointer)
        try #require(x.pointer[e] == expected)
        try #require(quantized.pointer[e] == saturate8(quantization(Int32(expected), e)))
      }
      withExtendedLifetime(input) {}
      window.removeFirst(channels)
      #expect(state.values == window)
    }
    withExtendedLifetime((weight, bias, preactivation, quantization)) {}
  }

  @Test(arguments: channelCounts)
  func discretizeIsEqual(channels: Int) {
    var random = SeededRandom("discretize \(channels)")
    let preactivation = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
    let x = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
    let timeStep = NativeScale(channels, left: 0, shifts: 5...20, from: &random)
    let drive = NativeScale(channels, left: 0, shifts: 5...20, from: &random)
    var p = adder_discretize_params(
      time_step: timeStep.native, drive: drive.native, channels: Int32(channels))
    let dt = NativeArray([Int16](repeating: 0, count: channels))
    let driven = NativeArray([Int16](repeating: 0, count: channels))
    adder_discretize(dt.pointer, driven.pointer, preactivation.pointer, x.pointer, &p, 1)
    let expectedDt = preactivation.values.enumerated().map { e, u in
      Int16(min(max(timeStep(softplus(u, table: softplusTable.pointer), e), 0), 32767))
    }
    let expectedDrive = zip(expectedDt, x.values).enumerated().map { e, pair in
      saturate16(drive(Int32(pair.0) * Int32(pair.1), e))
    }
    #expect(dt.values == expectedDt)
    #expect(driven.values == expectedDrive)
    withExtendedLifetime((timeStep, drive)) {}
  }

  @Test(arguments: channelCounts, [1, 2, 8, 16])
  func scanIsEqual(channels: Int, states: Int) {
    var random = SeededRandom("scan \(channels) \(states)")
    let a = NativeArray(random.integers(states * channels, in: 0...Int16.max))
    let state = NativeArray(random.integers(states * channels, in: Int16.min...Int16.max))
    let y = NativeArray([Int32](repeating: 0, count: channels))
    var h = state.values
    for fractionBits in 16...30 {
      let dt = NativeArray(random.integers(channels, in: 0...Int16.max))
      let drive = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
      let b = NativeArray(random.integers(states, in: -Int16.max...Int16.max))
      let c = NativeArray(random.integers(states, in: Int16(-4095)...4095))
      var p = adder_scan_params(
        a: a.pointer, fraction_bits: Int32(fractionBits), states: Int32(states),
        channels: Int32(channels), stride: Int32(channels))
      adder_scan(
        y.pointer, state.pointer, dt.pointer, drive.pointer, b.pointer, c.pointer, &p, 1)
      var expected = [Int32](repeating: 0, count: channels)
      for i in h.indices {
        let (n, e) = i.quotientAndRemainder(dividingBy: channels)
        let decay = negatedDecay(dt.pointer[e], a.pointer[i], fractionBits: fractionBits)
        h[i] = saturate16(
          Int32(multiplyQ15(drive.pointer[e], b.pointer[n])) - Int32(multiplyQ15(decay, h[i])))
        expected[e] += Int32(c.pointer[n]) * Int32(h[i])
      }
      #expect(y.values == expected)
      #expect(state.values == h)
    }
  }

  @Test(arguments: channelCounts)
  func gateIsEqual(channels: Int) {
    var random = SeededRandom("gate \(channels)")
    let y = NativeArray(random.integers(channels, in: Int32.min...Int32.max))
    let x = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
    let z = NativeArray(random.integers(channels, in: Int16.min...Int16.max))
    let yScale = NativeScale(channels, left: 0, shifts: 1...20, from: &random)
    let skipScale = NativeScale(
      channels, left: 15, multipliers: -Int32.max...Int32.max, shifts: 2...20, from: &random)
    let outputScale = NativeScale(channels, left: 0, shifts: 5...20, from: &random)
    var p = adder_gate_params(
      y: yScale.native, skip: skipScale.native, output: outputScale.native, fraction_bits: 11,
      channels: Int32(channels))
    let output = NativeArray([Int16](repeating: 0, count: channels))
    adder_gate(output.pointer, y.pointer, x.pointer, z.pointer, &p, 1)
    let expected = (0..<channels).map { e in
      let t = saturate16(yScale(y.pointer[e], e) + skipScale(Int32(x.pointer[e]), e))
      let gate = silu(z.pointer[e], fractionBits: 11, table: sigmoidTable.pointer)
      return saturate16(outputScale(Int32(t) * Int32(gate), e))
    }
    #expect(output.values == expected)
    withExtendedLifetime((yScale, skipScale, outputScale)) {}
  }
}
