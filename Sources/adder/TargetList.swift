import TargetDescription

/// What `adder targets` shows of targets and boards.
struct TargetList: Encodable {
  var targets: [TargetDescription]
  var boards: [Board]

  init(_ all: [TargetDescription]) {
    targets = all.filter { $0.board == nil }
    boards = all.compactMap(\.board)
  }

  /// A line for each target.
  static func table(_ targets: [TargetDescription]) -> String {
    Report.table(["target", "description"], targets.map { [$0.id, $0.description] })
  }

  /// A line for each board; figures that are not known are dashes.
  static func table(ofBoards boards: [TargetDescription]) -> String {
    let rows = boards.compactMap(\.board).map { board -> [String] in
      let caches = board.caches.map { size($0.KiB) }.joined(separator: " + ")
      return [
        board.id, board.base, (board.cores.map { "\($0.value) x " } ?? "") + board.core.value,
        board.clockMHz.map { "\($0.value)" } ?? "-", caches.isEmpty ? "-" : caches,
        board.memoryMiB?.value.last.map(size(ofMiB:)) ?? "-", rate(board.peakBandwidth),
        rate(board.measuredBandwidth),
      ]
    }
    return Report.table(
      ["board", "target", "cores", "MHz", "caches", "memory", "GB/s", "measured"], rows)
  }

  /// One target or board in full.
  static func sheet(_ target: TargetDescription) -> String {
    var head = [
      (target.board == nil ? "target" : "board", target.id), ("description", target.description),
    ]
    if let board = target.board { head.append(("target", board.base)) }
    head += [
      ("compilers", target.compilers.joined(separator: ", ")),
      ("kernels", target.kernels.joined(separator: ", ")), ("tile", "\(target.tile)"),
    ]
    if target.board == nil { head.append(("flags", target.cflags.joined(separator: " "))) }
    head += [
      ("runs under", target.runner.isEmpty ? "-" : target.runner.joined(separator: " ")),
      ("packages", target.packages.joined(separator: ", ")),
    ]
    let width = (head.map(\.0.count).max() ?? 0) + 2
    let text = head.map { $0 + String(repeating: " ", count: width - $0.count) + $1 + "\n" }
      .joined()
    guard let board = target.board else { return text }
    let rows = board.figures.map {
      [$0.name, $0.value, $0.confidence.rawValue, $0.source + ($0.note.map { "; \($0)" } ?? "")]
    }
    return text + "\n" + Report.table(["figure", "value", "confidence", "source"], rows)
  }

  private static func size(_ KiB: Int) -> String {
    KiB >= 1024 && KiB % 1024 == 0 ? "\(KiB / 1024)M" : "\(KiB)K"
  }

  private static func size(ofMiB MiB: Int) -> String {
    MiB >= 1024 && MiB % 1024 == 0 ? "\(MiB / 1024) GiB" : "\(MiB) MiB"
  }

  /// In 10^9 bytes a second.
  private static func rate(_ figure: SourcedFigure<Int>?) -> String {
    Report.decimal(figure.map { Double($0.value) / 1000 }, places: 1)
  }
}
