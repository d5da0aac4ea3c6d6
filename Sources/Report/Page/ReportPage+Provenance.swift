import Program

extension ReportPage {
  /// The figures that a reader wants first.
  var tiles: [Tile] {
    var tiles: [Tile] = []
    if let result = content.accuracy?.first?.result { tiles += accuracyTiles(result) }
    let memory = content.graph.memory
    tiles.append(
      Tile(label: "Tables", value: Figure.bytes(memory.tableBytes), note: "constant, flash"))
    tiles.append(
      Tile(
        label: "State", value: Figure.bytes(memory.stateBytes),
        note: "RAM for each sequence"))
    tiles.append(
      Tile(
        label: "Work", value: Figure.scaled(content.cost.multiplyAccumulates),
        note: "multiply-accumulates a position"))
    return tiles
  }

  var provenance: ReportSection {
    let graph = content.graph
    let inputs = content.inputs
    var rows: [[Table.Cell]] = [
      ["Input", "\(graph.input.text)"],
      [
        "Output",
        graph.labels.isEmpty
          ? "\(Figure.grouped(graph.classes)) logits for each position" : "\(classes)",
      ],
      ["Layers", "\(Set(content.ranges.compactMap(\.layer)).count)"],
      ["Steps", "\(steps)"],
      ["Method", "\(graph.provenance.method)"],
      [
        "Options",
        graph.provenance.options.isEmpty
          ? "as by default" : "\(graph.provenance.options.joined(separator: " "))",
      ],
      ["Generator", "\(graph.provenance.generator)"],
      ["Graph", hash(content.graphHash)],
      ["Checkpoint", hash(graph.provenance.checkpoint)],
      ["Calibration", hash(graph.provenance.calibration, graph.provenance.calibrationExtent)],
    ]
    if let calibration = inputs.calibration {
      rows.append(["Calibration here", data(calibration, recorded: graph.provenance.calibration)])
    }
    if let evaluation = inputs.evaluation {
      rows.append(["Evaluation data", data(evaluation, recorded: nil)])
    }
    return ReportSection(
      id: "model", title: "Model and provenance",
      content: [
        .reading("The hashes are SHA-256 and say which files this report speaks of."),
        .tag(
          "div", ["class": "facts"],
          [Table(columns: [.text("What"), .text("Value")], rows: rows).markup()]),
      ])
  }

  private var classes: String {
    let labels = content.graph.labels
    let shown = labels.prefix(20).joined(separator: ", ")
    return "\(content.graph.classes) classes: \(shown)" + (labels.count > 20 ? ", …" : "")
  }

  private var steps: String {
    content.graph.steps.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  private func hash(_ text: String, _ extent: String = "") -> Table.Cell {
    text.isEmpty ? "unknown" : Table.Cell(.tag("code", text: text), .text(extent))
  }

  private func data(_ data: ReportInputs.Data, recorded: String?) -> Table.Cell {
    let size =
      Figure.count(data.sequences, "sequence") + ", " + Figure.count(data.positions, "position")
    if let recorded, recorded == data.hash {
      return "\(size), the data that the graph was made with"
    }
    return Table.Cell(
      "\(size), ", .tag("code", text: data.hash),
      .text(recorded == nil ? "" : ", not the data that the graph was made with"))
  }
}
