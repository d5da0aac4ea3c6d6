package import FloatReference

/// What one round of measuring found. Merging is exact and independent of the order.
package struct Measurements: Hashable, Sendable {
  /// Empty where ranges were not asked for.
  package var sites: [Site: SiteStatistics]
  /// Second moment of each group of sites.
  package var moments: [[Site]: SecondMoment]

  package init(sites: [Site: SiteStatistics] = [:], moments: [[Site]: SecondMoment] = [:]) {
    self.sites = sites
    self.moments = moments
  }

  /// Adds what `other` found.
  /// - Precondition: Sites and groups that both have are of one width.
  package mutating func merge(_ other: Measurements) {
    for (site, statistics) in other.sites {
      sites[site, default: SiteStatistics(width: statistics.width)].merge(statistics)
    }
    for (group, moment) in other.moments {
      moments[group, default: SecondMoment(width: moment.width)].merge(moment)
    }
  }
}
