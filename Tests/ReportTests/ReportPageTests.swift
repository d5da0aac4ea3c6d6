import Foundation
import Program
import ProgramFixtures
import TargetDescription
import Testing

@testable import Report

/// What a page must be, whatever it shows.
@Suite struct ReportPageTests {
  static let programs = [TinyPrograms.language(seed: 1), TinyPrograms.classifier(seed: 1)]

  @Test(arguments: ReportFixture.all) func aPageIsWellFormedXML(_ fixture: ReportFixture) throws {
    let page = PageParser(try fixture.html())
    #expect(page.problem == nil)
    #expect(page.elements.count { $0.name == "section" } == 8)
    for svg in page.elements where svg.name == "svg" {
      #expect(svg.attributes["viewBox"] != nil)
      #expect(svg.attributes["role"] == "img")
    }
    #expect(
      page.elements.count { $0.name == "svg" }
        == page.elements.count { $0.name == "title" } - 1)
  }

  @Test(arguments: ReportFixture.all) func aPageNeedsNothingBesideIt(
    _ fixture: ReportFixture
  ) throws {
    let html = try fixture.html()
    let page = PageParser(html)
    let forbidden: Set = ["script", "link", "img", "iframe", "object", "embed", "use", "image"]
    let identifiers = Set(page.elements.compactMap { $0.attributes["id"] })
    for element in page.elements {
      #expect(!forbidden.contains(element.name))
      for (name, value) in element.attributes {
        #expect(name != "src" && !name.hasPrefix("on"))
        if name == "href" { #expect(identifiers.contains(String(value.dropFirst()))) }
      }
    }
    let text = String(decoding: html, as: UTF8.self)
    for reference in ["http:", "https:", "url(", "@import", "javascript:"] {
      #expect(!text.contains(reference))
    }
  }

  @Test(arguments: ReportFixture.all) func equalContentGivesEqualBytes(
    _ fixture: ReportFixture
  ) throws {
    #expect(try fixture.html() == fixture.html())
  }

  @Test func textOfFilesStaysText() throws {
    let hostile = "</title><script>alert('x')</script> \"onload=\"x & ]]> <!-- \u{0}\u{1b}\u{202E}"
    var fixture = try #require(ReportFixture.all.last)
    fixture.content.graph.name = hostile
    fixture.content.graph.labels = [hostile]
    fixture.content.graph.provenance = Provenance(
      generator: hostile, checkpoint: hostile, calibration: hostile, method: hostile,
      options: [hostile])
    fixture.content.graphHash = hostile
    fixture.content.ranges[0].part = hostile
    fixture.content.cost.parts[0].part = hostile
    fixture.content.cost.layers[0].name = hostile
    let html = try fixture.html()
    let page = PageParser(html)
    #expect(page.problem == nil)
    #expect(!page.elements.contains { $0.name == "script" })
    #expect(page.text.contains("</title><script>alert('x')</script> \"onload=\"x & ]]> <!-- "))
    for byte in [UInt8(0), 0x1b] { #expect(!html.contains(byte)) }
    #expect(!page.text.unicodeScalars.contains("\u{202E}"))
  }

  @Test func sectionsWithoutInputNameTheirOptions() throws {
    let content = try ReportFixture.content(Self.programs[0])
    let page = PageParser(try ReportPage(content).html())
    #expect(
      page.text.contains(
        "Not measured. Give --data, and --reference and --calibration to compare with other"))
    #expect(page.text.components(separatedBy: "Not measured. Give --reference").count == 4)
    #expect(page.text.contains("Not measured. Give --data, or --calibration with --reference."))
  }

  @Test func aPageShowsTheFiguresOfItsContent() throws {
    for program in Self.programs {
      let content = try ReportFixture.content(program)
      let text = PageParser(try ReportPage(content).html()).text
      for range in content.ranges {
        #expect(text.contains(Figure.grouped(range.low)))
        #expect(text.contains(Figure.grouped(range.high)))
        #expect(text.contains(range.quantity))
      }
      for layer in content.cost.layers {
        #expect(text.contains(Figure.grouped(layer.multiplyAccumulates)))
        #expect(text.contains(Figure.grouped(layer.tableBytes)))
      }
      #expect(text.contains(Figure.grouped(content.graph.memory.stateBytes)))
      #expect(text.contains(content.graphHash))
    }
  }

  @Test func aLongProgramGivesAPageOfLimitedSize() throws {
    var content = try ReportFixture.content(Self.programs[0])
    content.ranges = (0..<100_000).map { content.ranges[$0 % content.ranges.count] }
    let html = try ReportPage(content).html()
    #expect(html.count < 2_000_000)
    #expect(PageParser(html).text.contains("98000 more rows are in --json."))
  }

  @Test func aMissingFileIsNamed() {
    #expect(
      "\(ReportError.missingFile("Templates/report.css"))"
        == "the tool was built without 'Templates/report.css'; run .ci/list-assets and build it "
        + "again")
  }
}
