import Foundation
import Testing

@testable import Report

/// Scales, numbers and paths of charts.
@Suite struct ChartTests {
  @Test func linearAxesEndAtRoundNumbers() {
    let axis = Axis.linear(to: 23.4)
    #expect(axis.ticks.map(\.label) == ["0", "5", "10", "15", "20", "25"])
    #expect(axis.position(0) == 0)
    #expect(axis.position(25) == 1)
    #expect(Axis.linear(to: 0.007).ticks.last?.label == "0.008")
    #expect(Axis.linear(from: -0.5, to: 0.5).ticks.first?.label == "\u{2212}0.5")
  }

  @Test func logarithmicAxesHaveWholeDecades() {
    let axis = Axis.logarithmic(from: 0.0003, to: 0.12)
    #expect(axis.lower == 1e-4)
    #expect(axis.upper == 1)
    #expect(axis.ticks.map(\.label) == ["10⁻⁴", "0.001", "0.01", "0.1", "1"])
    #expect(Axis.octaves(from: 1, to: 512).ticks.map(\.label) == ["1", "4", "16", "64", "256"])
  }

  @Test(arguments: [0, -1, .infinity, -.infinity, .nan, 1e300, 1e-300, .leastNonzeroMagnitude])
  func axesTakeAnyValue(_ value: Double) {
    for axis in [
      Axis.linear(to: value), .logarithmic(from: value, to: value),
      .fitted(from: value / 1000, to: value),
    ] {
      #expect(axis.ticks.count >= 1 && axis.ticks.count < 20)
      #expect((0...1).contains(axis.position(value)))
      #expect((0...1).contains(axis.position(1)))
    }
  }

  @Test func coordinatesHaveOneDecimal() {
    #expect(
      [0, 1.04, 1.05, -0.26, 99.99, .nan].map(Plot.text) == ["0", "1", "1.1", "-0.3", "100", "0"])
  }

  @Test func numbersAreGroupedAndScaled() {
    #expect(Figure.grouped(-1_234_567) == "\u{2212}1\u{202F}234\u{202F}567")
    #expect(Figure.grouped(999) == "999")
    #expect(Figure.bytes(999) == "999 B")
    #expect(Figure.bytes(2_350_710) == "2.35 MB")
    #expect(Figure.bytes(999_999) == "1.00 MB")
    #expect(Figure.significant(0.00948312) == "0.00948")
    #expect(Figure.significant(0.00099999) == "0.00100")
    #expect(Figure.significant(-0.0002) == "\u{2212}2.00\u{202F}×\u{202F}10⁻⁴")
    #expect(Figure.divergence(-3e-17) == "0")
    #expect(Figure.count(1, "sequence") == "1 sequence")
    #expect(Figure.significant(123456) == "123456")
    #expect(Figure.significant(1.5e-9) == "1.50\u{202F}×\u{202F}10⁻⁹")
    #expect(Figure.change(-0.00041) == "\u{2212}0.04\u{202F}%")
    #expect(Figure.change(0.10604) == "+10.60\u{202F}%")
  }

  @Test func manyChannelsAreDrawnAsTheLargestOfGroups() {
    var magnitudes = [Float](repeating: 1, count: 1536)
    magnitudes[700] = 40
    let drawn = ChannelChart.largest(of: magnitudes, buckets: 384)
    #expect(drawn.count == 384)
    #expect(drawn[175] == 40)
    #expect(drawn.count { $0 == 1 } == 383)
    #expect(ChannelChart.largest(of: [1, 2, 3], buckets: 384) == [1, 2, 3])
  }

  @Test func sharesBeyondThePaletteAreDrawnAsOne() {
    let shares = (1...9).map { ShareBar.Share(label: "p\($0)", amount: 10 - $0, note: "") }
    let page = PageParser(
      MarkupPrinter.document(ShareBar(title: "shares", shares: shares).markup()))
    #expect(page.elements.count { $0.name == "rect" } == 6)
    #expect(page.text.contains("others"))
    #expect(page.text.contains("4 parts"))
  }
}
