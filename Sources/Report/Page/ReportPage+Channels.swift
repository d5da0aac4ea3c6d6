extension ReportPage {
  private static let calibrated = "--reference and --calibration"

  var channels: ReportSection {
    .missing("channels", "Channel magnitudes", Self.calibrated)
  }

  var outliers: ReportSection { .missing("outliers", "Outlier channels", Self.calibrated) }

  var sensitivity: ReportSection { .missing("sensitivity", "Sensitivity", Self.calibrated) }

  var stateRanges: ReportSection {
    .missing("state", "State over time", Self.calibrated)
  }
}
