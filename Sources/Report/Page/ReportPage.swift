import Program
import TargetDescription

/// A report as one HTML file that needs nothing beside it.
package struct ReportPage {
  let content: ReportContent
  private let styleSheet: String

  package init(_ content: ReportContent) throws(ReportError) {
    guard let file = EmbeddedFile.find("Templates/report.css") else {
      throw .missingFile("Templates/report.css")
    }
    self.content = content
    styleSheet = String(decoding: file.bytes, as: UTF8.self)
  }

  /// UTF-8; the same content gives the same bytes.
  package func html() -> [UInt8] {
    let sections = sections
    let links = sections.map { section -> Markup in
      .tag("li", [:], [.tag("a", ["href": "#\(section.id)"], text: section.title)])
    }
    let body: [Markup] =
      [header, .tag("nav", ["aria-label": "Contents"], [.tag("ul", [:], links)])]
      + [.tag("main", [:], sections.map(\.markup)), footer]
    return MarkupPrinter.document(
      .tag(
        "html", ["lang": "en"],
        [
          .tag(
            "head", [:],
            [
              .tag("meta", ["charset": "utf-8"]),
              .tag(
                "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
              .tag("meta", ["name": "color-scheme", "content": "light dark"]),
              .tag("title", text: "\(content.graph.name): Adder report"),
              .tag("style", [:], [.styleSheet(styleSheet)]),
            ]),
          .tag("body", [:], body),
        ]))
  }

  /// In the order of the page.
  var sections: [ReportSection] {
    [
      provenance, accuracy, channels, outliers, sensitivity, stateRanges, ranges, cost,
    ]
  }

  private var header: Markup {
    .tag(
      "header", [:],
      [
        .tag("p", ["class": "kind"], text: "Adder report"),
        .tag("h1", text: content.graph.name),
        .tag("p", ["class": "lead"], text: lead),
        .tag("div", ["class": "tiles"], tiles.map(\.markup)),
      ])
  }

  private var lead: String {
    let what =
      content.graph.labels.isEmpty && content.graph.input.kind == "token"
      ? "language model" : "classifier"
    let method = ([content.graph.provenance.method] + content.graph.provenance.options)
      .joined(separator: " ")
    return "A Mamba \(what) as an integer program, quantized with \(method)."
  }

  private var footer: Markup {
    .tag(
      "footer", [:],
      [
        .tag(
          "p",
          text: "All figures are in the JSON of the same command. Nothing here depends on the "
            + "time or the machine.")
      ])
  }
}

/// A part of the page with a heading of its own.
struct ReportSection {
  var id: String
  var title: String
  var content: [Markup]

  var markup: Markup {
    .tag("section", ["id": id], [.tag("h2", text: title)] + content)
  }

  /// A section whose input was not given.
  static func missing(_ id: String, _ title: String, _ options: String) -> ReportSection {
    ReportSection(
      id: id, title: title,
      content: [.tag("p", ["class": "missing"], text: "Not measured. Give \(options).")])
  }
}

/// A figure that stands at the head of the page.
struct Tile {
  var label: String
  var value: String
  var note: String

  var markup: Markup {
    .tag(
      "div", ["class": "tile"],
      [
        .tag("span", ["class": "label"], text: label),
        .tag("span", ["class": "figure"], text: value),
        .tag("span", ["class": "detail"], text: note),
      ])
  }
}

extension Markup {
  /// A sentence on how to read what follows.
  static func reading(_ text: String) -> Markup { .tag("p", ["class": "reading"], text: text) }

  /// Content that is closed at first.
  static func details(_ summary: String, _ content: [Markup]) -> Markup {
    .tag("details", [:], [.tag("summary", text: summary)] + content)
  }
}
