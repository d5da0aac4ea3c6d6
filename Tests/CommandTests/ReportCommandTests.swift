import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Test func reportWritesAPageAndTheSameJSONEachTime() throws {
  try Shakespeare.with { model in
    let page = model.directory + "/report.html"
    let (calibration, data) = (model.directory + "/few.txt", model.directory + "/other.txt")
    try writeFile(Array(try readFile(model.calibration).prefix(1500)), to: calibration)
    try writeFile(Array(try readFile(model.heldOut).prefix(500)), to: data)
    let arguments = [
      "report", model.graph, "--reference", model.checkpoint, "--calibration", calibration,
      "--data", data, "--sequences", "2", "--output", page, "--json",
    ]
    let adder = try AdderProcess(arguments: arguments)
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(
      adder.errors
        == "adder: warning: the graph was calibrated on other data than that of --calibration\n")
    let html = try readFile(page)
    #expect(html.starts(with: "<!DOCTYPE html>\n<html lang=\"en\">".utf8))
    #expect(XMLParser(data: Data(html)).parse())
    let object = try JSONSerialization.jsonObject(with: Data(adder.output))
    let content = try #require(object as? [String: Any])
    let methods = try #require(content["accuracy"] as? [[String: Any]])
    #expect(
      methods.compactMap { $0["method"] as? String }
        == ["mambaquant", "rtn", "smoothquant", "quarot"])
    let text = String(decoding: html, as: UTF8.self)
    for method in methods {
      let result = try #require(method["result"] as? [String: Any])
      let perplexity = try #require(result["integer.perplexity"] as? Double)
      #expect(text.contains(String(format: "%.4f", perplexity)))
    }
    for (section, rows, count) in [
      ("states", "layers", 4), ("channels", "rows", 4 * 4), ("outliers", "rows", 7 * 4),
    ] {
      let object = try #require(content[section] as? [String: Any])
      #expect((object[rows] as? [Any])?.count == count)
    }
    let sensitivity = try #require(content["sensitivity"] as? [String: Any])
    for row in try #require(sensitivity["rows"] as? [[String: Any]]) {
      #expect(text.contains(">" + (try #require(row["part"] as? String)) + "<"))
    }
    #expect(!text.contains("Not measured"))
    let again = try AdderProcess(arguments: arguments)
    #expect(again.output == adder.output)
    #expect(try readFile(page) == html)
  }
}

@Test func reportTakesTheGraphAlone() throws {
  try Shakespeare.with { model in
    let page = model.directory + "/report.html"
    let adder = try AdderProcess("report", model.graph, "--output", page)
    #expect(adder.status == 0, "\(adder.errors)")
    #expect(adder.output.isEmpty)
    let text = String(decoding: try readFile(page), as: UTF8.self)
    #expect(text.contains("Not measured. Give --data"))
  }
}

@Test func reportSaysWhatItCannotDo() throws {
  try Shakespeare.with { model in
    let page = model.directory + "/report.html"
    let alone = try AdderProcess(
      "report", model.graph, "--calibration", model.calibration, "--output", page)
    #expect(alone.status == 64)
    #expect(
      alone.errors == """
        adder: error: --calibration does not apply: it needs --reference, too; \
        see 'adder report --help'

        """)
    let config = model.checkpoint + "/config.json"
    try writeFile(try readFile(config) + Array("\n".utf8), to: config)
    let other = try AdderProcess(
      "report", model.graph, "--reference", model.checkpoint, "--output", page)
    #expect(other.status == 65)
    #expect(other.errors.hasSuffix("...; give the checkpoint it was made from\n"))
    let nowhere = try AdderProcess("report", model.graph, "--output", page + "/none/page.html")
    #expect(nowhere.status == 74)
    let directory = try AdderProcess("report", model.graph, "--output", model.directory)
    #expect(directory.status == 74)
    #expect(!FileManager.default.fileExists(atPath: page))
  }
}
