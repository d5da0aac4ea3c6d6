import Foundation

/// The frame of a chart: an area with axes, in the units of its view box.
struct Plot {
  /// Of the whole chart.
  let width: Double
  let height: Double
  /// Of the area that the axes enclose.
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  init(
    width: Double, height: Double, left: Double, right: Double, top: Double, bottom: Double
  ) {
    self.width = width
    self.height = height
    self.left = left
    self.right = width - right
    self.top = top
    self.bottom = height - bottom
  }

  func x(_ value: Double, _ axis: Axis) -> Double {
    left + axis.position(value) * (right - left)
  }

  func y(_ value: Double, _ axis: Axis) -> Double {
    bottom - axis.position(value) * (bottom - top)
  }

  /// The chart with its content.
  ///
  /// - Parameters:
  ///   - title: What is shown, for those who cannot see it.
  ///   - kind: Class of the element; style sheets set the least width by it.
  func svg(title: String, kind: String, _ content: [Markup]) -> Markup {
    .tag(
      "svg",
      ["class": kind, "role": "img", "viewBox": viewBox], [.tag("title", text: title)] + content)
  }

  private var viewBox: String { "0 0 \(Self.text(width)) \(Self.text(height))" }

  /// A chart without text, which fills its place whatever the proportions are.
  func stretched(title: String, _ content: [Markup]) -> Markup {
    .tag(
      "svg", ["class": "bar", "role": "img", "viewBox": viewBox, "preserveAspectRatio": "none"],
      [.tag("title", text: title)] + content)
  }

  /// Grid lines and labels below the area.
  func horizontal(_ axis: Axis, label: String) -> Markup {
    let ticks = axis.ticks.flatMap { tick -> [Markup] in
      let x = x(tick.value, axis)
      return [
        Self.line(x, top, x, bottom, "grid"),
        Self.label(tick.label, x, bottom + 16, "tick middle"),
      ]
    }
    let caption = Self.label(label, (left + right) / 2, bottom + 34, "axis middle")
    return .tag("g", [:], ticks + (label.isEmpty ? [] : [caption]))
  }

  /// Grid lines and labels left of the area, and what they measure above it.
  func vertical(_ axis: Axis, label: String) -> Markup {
    let ticks = axis.ticks.flatMap { tick -> [Markup] in
      let y = y(tick.value, axis)
      return [
        Self.line(left, y, right, y, "grid"),
        Self.label(tick.label, left - 6, y + 4, "tick end"),
      ]
    }
    let caption = Self.label(label, 0, top - 10, "axis")
    return .tag("g", [:], ticks + (label.isEmpty ? [] : [caption]))
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ kind: String
  ) -> Markup {
    .tag(
      "line",
      ["class": kind, "x1": text(x1), "y1": text(y1), "x2": text(x2), "y2": text(y2)])
  }

  static func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ kind: String
  ) -> Markup {
    .tag(
      "rect",
      [
        "class": kind, "x": text(x), "y": text(y), "width": text(max(0, width)),
        "height": text(max(0, height)),
      ])
  }

  static func label(_ content: String, _ x: Double, _ y: Double, _ kind: String) -> Markup {
    .tag("text", ["class": kind, "x": text(x), "y": text(y)], text: content)
  }

  /// A coordinate, to a tenth.
  static func text(_ value: Double) -> String {
    let tenths = Int(((value.isFinite ? min(max(value, -1e6), 1e6) : 0) * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + (rest == 0 ? "\(whole)" : "\(whole).\(rest)")
  }
}
