import FloatReference
import Foundation
import Model
import Program

/// The gate of a mixer.
extension Lowering {
  /// z in Q`fractionBits`.
  struct GateInput {
    var z: BufferID
    var fractionBits: Int
  }

  /// Real value of one unit of the gated vector: one for the parts of all `plans`.
  func gatedScale(_ mixer: Mixer, _ plans: [GatePlan]) throws(QuantizationError) -> Double {
    // Parts of a sum may be larger than the sum, which is what calibration saw.
    let seen = ActivationScale.int16(try statistics(.mixer(layer: mixer.layer, .gated)))
    // Never finer than the products, for a factor of the gate is at most 1.
    return plans.reduce(seen * Double(plans.count)) { max($0, $1.products.max() ?? 0) }
  }

  mutating func lowerGateInput(
    _ mixer: Mixer, source: LoweredValue, fractionBits: Int, prefix: String
  ) throws(QuantizationError) -> GateInput {
    let unit = 1 / Double(1 << fractionBits)
    let buffer = builder.buffer(prefix + "z", .int16, mixer.channels, scale: unit)
    try appendLinear(
      prefix + "in_proj_z", inProj(mixer, rows: mixer.gateRows, inputScale: source.scale),
      input: source.buffer, inputLimit: 128,
      outputScales: Array(repeating: unit, count: mixer.channels), output: buffer,
      origin: origin(mixer.inProj))
    return GateInput(z: buffer, fractionBits: fractionBits)
  }

  /// The gated vector, or the part of it that comes from one direction, in units of `scale`.
  mutating func lowerGate(
    _ plan: GatePlan, y: BufferID, x: BufferID, z: GateInput, scale gatedScale: Double,
    prefix: String
  ) throws(QuantizationError) -> LoweredValue {
    let yScales = plan.yScales
    let origin = origin(plan.d)
    guard
      let yFactor = ScaleDecomposition(
        zip(plan.yUnits, yScales).map { $0 / $1 }, left: 0, minimumShift: 1),
      let skip = ScaleDecomposition(
        zip(plan.skip, yScales).map { $0 * plan.xUnit / $1 }, left: 15, minimumShift: 2),
      let output = ScaleDecomposition(plan.products.map { $0 / gatedScale }, left: 0)
    else {
      throw .rangeExceeded(place: origin.checkpointName, need: "y is finer than its parts")
    }
    let gated = builder.buffer(prefix + "gated", .int16, yScales.count, scale: gatedScale)
    let yTables = builder.scale(prefix + "gate_y", yFactor, origin: origin)
    let skipTables = builder.scale(prefix + "gate_skip", skip, origin: origin)
    let outputTables = builder.scale(prefix + "gate_output", output, origin: origin)
    builder.append(
      .gate(
        GateStep(
          y: y, x: x, z: z.z, fractionBits: z.fractionBits, yScale: yTables,
          skipScale: skipTables, outputScale: outputTables, output: gated, origin: origin)))
    return LoweredValue(buffer: gated, scale: gatedScale)
  }
}
