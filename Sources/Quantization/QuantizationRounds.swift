package import Calibration
package import Model
package import Program

/// The quantization of one model, round by round.
///
/// A method transforms the model in stages, and most stages have to know the activations of
/// the model that the stages before have left. So quantizing is a sequence of rounds: measure
/// `needs` on `model`, hand the result to `take(_:)`, until nothing is needed any more.
/// Whether measurements come from data or from a file makes no difference.
package struct QuantizationRounds {
  package let options: QuantizationOptions
  /// The model after the transforms so far, the one that the next round measures.
  package private(set) var model: Model
  /// What the next round measures; nil after the last one.
  package private(set) var needs: MeasurementNeeds?
  /// Rounds that were taken.
  package private(set) var finished = 0
  /// Rounds in all.
  package let count: Int

  /// Stages that are left.
  private var stages: ArraySlice<[any Transform]>
  /// Of the transformed model, after the last round.
  private var last: Measurements?
  private let observer: ((String, Model) throws -> Void)?

  /// - Parameter observer: Receives the name of each transform and the model after it.
  package init(
    _ model: consuming Model, options: QuantizationOptions,
    observer: ((String, Model) throws -> Void)? = nil
  ) throws {
    let stages = try TransformList.stages(of: options)
    count = 1 + stages.count { !Self.needs(of: $0, model).isEmpty }
    self.options = options
    self.model = model
    self.stages = stages[...]
    self.observer = observer
    try prepare()
  }

  /// True if all transforms are done; the last round measures their result.
  package var isTransformed: Bool { stages.isEmpty }

  /// Ends a round.
  ///
  /// - Parameter measurements: What ``needs`` asks of ``model``.
  /// - Precondition: Not all rounds are over.
  package mutating func take(_ measurements: Measurements) throws {
    precondition(needs != nil, "all rounds are over")
    try check(measurements)
    finished += 1
    if let stage = stages.first {
      try apply(stage, measurements)
      try prepare()
    } else {
      last = measurements
      needs = nil
    }
  }

  /// All matrices in 4 bits.
  ///
  /// - Precondition: All rounds are over, and ``QuantizationOptions/weightBits`` is four.
  package func fourBitWeights() throws -> FourBitWeights {
    guard let last else { preconditionFailure("\(count - finished) rounds are left") }
    return try FourBitWeights(model, measurements: last, groupSize: options.groupSize)
  }

  /// The integer program.
  ///
  /// - Parameter calibration: SHA-256 of the data of the rounds, for provenance.
  /// - Precondition: All rounds are over.
  package func lower(calibration: String) throws -> Program {
    try lower(
      calibration: calibration, options.weightBits == .four ? fourBitWeights() : nil,
      arguments: options.recorded)
  }

  /// The integer program with chosen matrices in 4 bits.
  ///
  /// - Parameter arguments: For provenance.
  /// - Precondition: All rounds are over.
  package func lower(
    calibration: String, _ weights: FourBitWeights?, arguments: [String]
  ) throws -> Program {
    guard let last else { preconditionFailure("\(count - finished) rounds are left") }
    var lowering = try Lowering(
      model, statistics: Statistics(sites: last.sites, dataHash: calibration),
      fourBitWeights: weights)
    return try lowering.run(
      provenance: Provenance(
        generator: "adder \(Version.current)", checkpoint: model.checkpointHash,
        calibration: calibration, method: options.method.rawValue,
        options: arguments))
  }

  /// Measurements from a file may be of any model; what is missing shows where it is used.
  private func check(_ measurements: Measurements) throws(QuantizationError) {
    var widths = measurements.sites.map { ($0.key, $0.value.width) }
    for (group, moment) in measurements.moments {
      widths += group.map { ($0, moment.width) }
    }
    let foreign = widths.filter { site, width in site.width(in: model) != width }
    if let first = foreign.map({ $0.0.name(in: model) }).min() {
      throw .foreignStatistics(site: first)
    }
  }

  /// Runs the stages that need no measurement, and finds out what the next one needs.
  private mutating func prepare() throws {
    while let stage = stages.first {
      let needs = Self.needs(of: stage, model)
      guard needs.isEmpty else {
        self.needs = needs
        return
      }
      try apply(stage, Measurements())
    }
    needs = MeasurementNeeds(
      statistics: true,
      moments: options.weightBits == .four ? FourBitWeights.inputs(of: model).map { [$0] } : [])
  }

  private mutating func apply(_ stage: [any Transform], _ measurements: Measurements) throws {
    let activations = Activations(model: model, measurements: measurements)
    for transform in stage {
      model = try transform.run(model, activations)
      try observer?(transform.name, model)
    }
    stages.removeFirst()
  }

  private static func needs(of stage: [any Transform], _ model: Model) -> MeasurementNeeds {
    stage.reduce(into: MeasurementNeeds()) { $0.add($1.needs(model)) }
  }
}
