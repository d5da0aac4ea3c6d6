package import FloatReference
package import Model

/// Runs the float model over calibration data and gathers the statistics of every site.
package enum Calibrator {
  /// Statistics of `model` on `data`: the same for every number of threads.
  ///
  /// - Parameter progress: Called with the finished and all sequences, one call at a time,
  ///   from any thread.
  package static func run(
    _ model: Model, on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Statistics {
    let reference: FloatReference
    do throws(ModelError) {
      reference = try FloatReference(model)
    } catch {
      throw .model(error)
    }
    return try run(reference, on: data, progress: progress)
  }

  /// Statistics of a model that is already laid out for evaluation.
  package static func run(
    _ reference: FloatReference, on data: DataSet, progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> Statistics {
    let parts: [[Site: SiteStatistics]]
    do throws(FloatReferenceError) {
      parts = try reference.evaluate(
        data.sequences, progress: progress,
        start: { StatisticsObserver() }, finish: { $0.statistics }
      ) { (observer, index, session) throws(FloatReferenceError) in
        try session.run(data.sequences[index], observer: &observer) { _ in }
      }
    } catch {
      throw .evaluation(error)
    }
    var sites: [Site: SiteStatistics] = [:]
    for part in parts {
      sites.merge(part) { left, right in
        var both = left
        both.merge(right)
        return both
      }
    }
    guard !sites.isEmpty else { throw .noPositions }
    try requireFinite(sites, of: reference.model)
    return Statistics(sites: sites, dataHash: data.hash)
  }

  /// Names the first site, in alphabetical order, with an infinite or undefined activation.
  private static func requireFinite(
    _ sites: [Site: SiteStatistics], of model: Model
  ) throws(CalibrationError) {
    let broken = sites.filter { !$0.value.maximum.isFinite }.map { $0.key.name(in: model) }
    if let first = broken.min() { throw .notFinite(site: first) }
  }
}
