import Evaluation

extension ReportPage {
  func accuracyTiles(_ result: EvaluationResult) -> [Tile] {
    var tiles: [Tile] = []
    if let integer = result.integerPerplexity {
      tiles.append(
        Tile(
          label: "Perplexity", value: Figure.fixed(integer, 4),
          note: result.floatPerplexity.map {
            "float \(Figure.fixed($0, 4)), \(Figure.change(integer / $0 - 1))"
          } ?? "of the integer program"))
    } else if let errors = result.integerErrors {
      tiles.append(
        Tile(
          label: "Errors", value: "\(errors)",
          note: "of \(result.sequences)" + (result.floatErrors.map { ", float \($0)" } ?? "")))
    }
    if let agreement = result.agreement {
      tiles.append(
        Tile(
          label: "Agreement", value: Figure.percent(agreement), note: "same best class as float"))
    }
    return tiles
  }

  var accuracy: ReportSection {
    let (id, title) = ("accuracy", "Accuracy")
    guard let methods = content.accuracy, let first = methods.first?.result ?? nil else {
      return .missing(
        id, title, "--data, and --reference and --calibration to compare with other methods")
    }
    let columns: [Table.Column] =
      [.text("Method")]
      + (first.integerPerplexity != nil
        ? [.number("Float perplexity"), .number("Integer"), .number("Change")]
        : [.number("Float errors"), .number("Integer errors")])
      + [.number("Agreement"), .number("KL, nats")]
    let rows = methods.compactMap { method -> [Table.Cell]? in
      guard let result = method.result else { return nil }
      let scores = first.integerPerplexity != nil ? perplexity(result) : errors(result)
      return [name(of: method)] + scores + [
        Self.cell(result.agreement) { Figure.percent($0) },
        Self.cell(result.kl, Figure.divergence),
      ]
    }
    var parts: [Markup] = [
      .reading(
        "The integer program beside the float model on data that calibration has not seen. "
          + "Agreement is the share of equal best classes, KL the mean divergence of the "
          + "integer distribution from the float one: 0 is no loss."),
      Table(columns: columns, rows: rows).markup(),
    ]
    let bars = methods.compactMap { method -> BarChart.Bar? in
      guard let kl = method.result?.kl else { return nil }
      return BarChart.Bar(
        label: method.isGraph ? "\(method.method) (this graph)" : method.method,
        value: kl < Figure.smallestDivergence ? nil : kl,
        note: Figure.divergence(kl), series: method.isGraph ? "s1" : "s3")
    }
    if bars.count > 1 {
      parts.append(
        BarChart(
          title: "KL divergence from the float model by method",
          axisLabel: "KL divergence from float, nats (logarithmic, shorter is better)",
          bars: bars, isLogarithmic: true
        ).markup())
    } else if content.inputs.calibration == nil {
      parts.append(
        .tag(
          "p", ["class": "missing"],
          text: "Other methods are not measured. Give --reference and --calibration."))
    }
    for method in methods {
      guard let problem = method.problem else { continue }
      parts.append(
        .tag("p", ["class": "missing"], text: "\(method.method) is not possible: \(problem)."))
    }
    return ReportSection(id: id, title: title, content: parts)
  }

  private func name(of method: MethodAccuracy) -> Table.Cell {
    method.isGraph
      ? Table.Cell(.tag("b", text: method.method), " (this graph)") : "\(method.method)"
  }

  private func perplexity(_ result: EvaluationResult) -> [Table.Cell] {
    let (float, integer) = (result.floatPerplexity, result.integerPerplexity)
    let change = float.flatMap { float in integer.map { $0 / float - 1 } }
    return [
      Self.cell(float) { Figure.fixed($0, 4) }, Self.cell(integer) { Figure.fixed($0, 4) },
      Self.cell(change, Figure.change),
    ]
  }

  private func errors(_ result: EvaluationResult) -> [Table.Cell] {
    [
      Self.cell(result.floatErrors, Figure.grouped),
      Self.cell(result.integerErrors, Figure.grouped),
    ]
  }

  /// A dash where there is no figure.
  private static func cell<Value>(_ value: Value?, _ text: (Value) -> String) -> Table.Cell {
    "\(value.map(text) ?? "–")"
  }
}
