package import FloatReference
package import Model

extension Calibrator {
  /// The second moment of each of `groups`, pooled over the sites of the group.
  ///
  /// The same for every number of threads. Each thread holds three times the half matrix of
  /// every group in 8-byte words.
  ///
  /// - Parameters:
  ///   - groups: Sites of one width each; no site stands in two groups.
  ///   - progress: Called with the finished and all sequences, one call at a time, from any
  ///     thread.
  /// - Returns: One for each group; nil where the model has none of its sites.
  package static func secondMoments(
    of groups: [[Site]], in model: Model, on data: DataSet,
    progress: ((Int, Int) -> Void)? = nil
  ) throws(CalibrationError) -> [SecondMoment?] {
    let reference: FloatReference
    do throws(ModelError) {
      reference = try FloatReference(model)
    } catch {
      throw .model(error)
    }
    var groupOfSite: [Site: Int] = [:]
    for (group, sites) in groups.enumerated() {
      for site in sites { groupOfSite[site] = group }
    }
    let parts = try moments(groupOfSite, count: groups.count, reference, data, progress)
    var moments = [SecondMoment?](repeating: nil, count: groups.count)
    for part in parts {
      for (group, moment) in part.enumerated() {
        guard let moment else { continue }
        moments[group]?.merge(moment)
        moments[group] = moments[group] ?? moment
      }
    }
    for (group, moment) in moments.enumerated() where moment?.isFinite == false {
      throw .notFinite(site: groups[group].first?.name(in: model) ?? "")
    }
    return moments
  }

  private static func moments(
    _ groupOfSite: [Site: Int], count: Int, _ reference: FloatReference, _ data: DataSet,
    _ progress: ((Int, Int) -> Void)?
  ) throws(CalibrationError) -> [[SecondMoment?]] {
    do throws(FloatReferenceError) {
      return try reference.evaluate(
        data.sequences, progress: progress,
        start: { SecondMomentObserver(groups: groupOfSite, count: count) },
        finish: { $0.moments }
      ) { (observer, index, session) throws(FloatReferenceError) in
        try session.run(data.sequences[index], observer: &observer) { _ in }
        observer.endSequence()
      }
    } catch {
      throw .evaluation(error)
    }
  }
}
