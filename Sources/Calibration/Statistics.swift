package import FloatReference

/// Calibration of a whole model: statistics for each site.
package struct Statistics: Hashable, Sendable {
  package var sites: [Site: SiteStatistics]
  /// SHA-256 of the calibration data, lower-case hex.
  package var dataHash: String

  package init(sites: [Site: SiteStatistics], dataHash: String) {
    self.sites = sites
    self.dataHash = dataHash
  }
}
