package import FloatReference
package import Model

/// Runs the float model over calibration data and measures its activations.
package enum Calibrator {
  /// Measures `needs` on `model` in one run over `data`: the same for every number of threads.
  ///
  /// Second moments take 16 bytes for each element of a half matrix of every group, and each
  /// thread 8 bytes for each element of one matrix of every width.
  ///
  /// A language model is evaluated part by part, so that not all of its weights are in memory
  /// where they can stay in their files.
  ///
  /// - Parameter progress: Called with the finished and all sequences, those of a language model
  ///   for each of its parts, one call at a time, from any thread.
  package static func measure(
    _ needs: MeasurementNeeds, of model: Model, on data: DataSet,
    progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Measurements {
    guard case .tokens(let sequences) = data.sequences, !model.isClassifier else {
      let reference = try valid { () throws(ModelError) in try FloatReference(model) }
      return try measure(needs, of: reference, on: data, progress: progress)
    }
    let reference = try valid { () throws(ModelError) in try PartwiseReference(model) }
    return try measure(needs, of: model, on: data) { observer throws(FloatReferenceError) in
      try reference.evaluate(
        sequences, progress: progress, observer: observer, finish: { $0.statistics })
    }
  }

  private static func valid<Reference>(
    _ make: () throws(ModelError) -> Reference
  ) throws(CalibrationError) -> Reference {
    do throws(ModelError) { return try make() } catch { throw .model(error) }
  }

  /// Measures a model that is already laid out for evaluation.
  package static func measure(
    _ needs: MeasurementNeeds, of reference: FloatReference, on data: DataSet,
    progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Measurements {
    try measure(needs, of: reference.model, on: data) { start throws(FloatReferenceError) in
      try reference.evaluate(
        data.sequences, progress: progress, start: start, finish: { $0.statistics }
      ) { (observer, index, session) throws(FloatReferenceError) in
        try session.run(data.sequences[index], observer: &observer) { _ in }
      }
    }
  }

  /// - Parameter run: Evaluates all data and returns the statistics of each observer.
  private static func measure(
    _ needs: MeasurementNeeds, of model: Model, on data: DataSet,
    run: (@Sendable () -> MeasurementObserver) throws(FloatReferenceError)
      -> [[Site: SiteStatistics]]
  ) throws(CalibrationError) -> Measurements {
    let groups = needs.moments.map { (sites: $0, sums: SharedSecondMoment()) }
    var sumsOfSite: [Site: SharedSecondMoment] = [:]
    for group in groups {
      for site in group.sites { sumsOfSite[site] = group.sums }
    }
    var result = Measurements()
    do throws(FloatReferenceError) {
      let parts = try run { [sumsOfSite] in
        MeasurementObserver(ranges: needs.statistics, moments: sumsOfSite)
      }
      for sites in parts { result.merge(Measurements(sites: sites)) }
    } catch {
      throw .evaluation(error)
    }
    guard data.sequences.positions > 0 else { throw .noPositions }
    for group in groups {
      guard let moment = group.sums.take() else { continue }
      guard moment.isFinite else {
        throw .notFinite(site: group.sites.first?.name(in: model) ?? "")
      }
      result.moments[group.sites] = moment
    }
    try requireFinite(result.sites, of: model)
    return result
  }

  /// The second moment of each of `groups`, pooled over the sites of the group; nil where the
  /// model has none of its sites.
  package static func secondMoments(
    of groups: [[Site]], in model: Model, on data: DataSet,
    progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> [SecondMoment?] {
    let needs = MeasurementNeeds(moments: groups)
    let measured = try measure(needs, of: model, on: data, progress: progress)
    return groups.map { measured.moments[$0] }
  }

  /// Statistics of every site of `model` on `data`.
  package static func run(
    _ model: Model, on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Statistics {
    let needs = MeasurementNeeds(statistics: true)
    let measured = try measure(needs, of: model, on: data, progress: progress)
    return Statistics(sites: measured.sites, dataHash: data.hash)
  }

  /// Statistics of a model that is already laid out for evaluation.
  package static func run(
    _ reference: FloatReference, on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Statistics {
    let needs = MeasurementNeeds(statistics: true)
    let measured = try measure(needs, of: reference, on: data, progress: progress)
    return Statistics(sites: measured.sites, dataHash: data.hash)
  }

  /// Names the first site, in alphabetical order, with an infinite or undefined activation.
  private static func requireFinite(
    _ sites: [Site: SiteStatistics], of model: Model
  ) throws(CalibrationError) {
    let broken = sites.filter { !$0.value.channelMaximum.allSatisfy(\.isFinite) }
      .map { $0.key.name(in: model) }
    if let first = broken.min() { throw .notFinite(site: first) }
  }
}
