extension ReportPage {
  var outliers: ReportSection { .missing("outliers", "Outlier channels", Self.calibrated) }

  var sensitivity: ReportSection { .missing("sensitivity", "Sensitivity", Self.calibrated) }
}
