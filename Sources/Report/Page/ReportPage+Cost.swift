extension ReportPage {
  var cost: ReportSection {
    let cost = content.cost
    let memory = content.graph.memory
    return ReportSection(
      id: "cost", title: "Memory and operations",
      content: [
        .reading(
          "Work is that of one position in multiply-accumulates (MAC); transforms only add and "
            + "subtract. Tables are constant and can stay in flash, state is needed once for "
            + "each sequence in progress."),
        .tag("h3", text: "Work by part, MAC"),
        ShareBar(
          title: "Multiply-accumulates of a position by part of the model",
          shares: cost.parts.map {
            ShareBar.Share(
              label: $0.part, amount: $0.multiplyAccumulates,
              note: Figure.scaled($0.multiplyAccumulates))
          }
        ).markup(),
        .tag("h3", text: "Tables by part, bytes"),
        ShareBar(
          title: "Bytes of constant tables by part of the model",
          shares: cost.parts.sorted { ($1.tableBytes, $0.part) < ($0.tableBytes, $1.part) }.map {
            ShareBar.Share(
              label: $0.part, amount: $0.tableBytes, note: Figure.bytes($0.tableBytes))
          }
        ).markup(),
        .tag("h3", text: "By layer"), layerTable,
        .tag(
          "p",
          text: "The state struct has \(Figure.grouped(memory.stateBytes)) bytes: "
            + "\(Figure.grouped(memory.lastingBytes)) last from position to position, "
            + "\(Figure.grouped(memory.scratchBytes)) are scratch. The tables have "
            + "\(Figure.grouped(memory.tableBytes)) bytes, "
            + "\(Figure.grouped(cost.functionTableBytes)) of them for sigmoid and softplus."),
      ])
  }

  private var layerTable: Markup {
    let cost = content.cost
    let work = Double(max(1, cost.layers.map(\.multiplyAccumulates).max() ?? 1))
    let tables = Double(max(1, cost.layers.map(\.tableBytes).max() ?? 1))
    var rows = cost.layers.map { layer -> [Table.Cell] in
      [
        "\(layer.name)", "\(layer.steps)",
        "\(layer.weightBits.isEmpty ? "–" : layer.weightBits.map(String.init).joined(separator: ", "))",
        Table.Cell(
          .text(Figure.grouped(layer.multiplyAccumulates)),
          share: Double(layer.multiplyAccumulates) / work),
        "\(Figure.grouped(layer.additions))",
        Table.Cell(
          .text(Figure.grouped(layer.tableBytes)), share: Double(layer.tableBytes) / tables),
        "\(Figure.grouped(layer.stateBytes))",
      ]
    }
    rows.append([
      "all", "\(cost.layers.reduce(0) { $0 + $1.steps })", "",
      "\(Figure.grouped(cost.multiplyAccumulates))", "\(Figure.grouped(cost.additions))",
      "\(Figure.grouped(cost.layers.reduce(0) { $0 + $1.tableBytes }))",
      "\(Figure.grouped(cost.layers.reduce(0) { $0 + $1.stateBytes }))",
    ])
    return Table(
      columns: [
        .text("Layer"), .number("Steps"), .number("Weight bits"), .number("MAC"),
        .number("Additions"), .number("Table bytes"), .number("State bytes"),
      ], rows: rows, hasTotal: true
    ).markup()
  }
}
