/// A board: an instruction-set target with the flags, caches and memory of one machine.
///
/// The descriptions are the files of `Targets/boards/`; a key that is not listed here is an error.
/// Kernels, tile, packing and compilers are those of the target that it builds upon.
package struct Board: Hashable, Sendable, Codable {
  /// Name on the command line and of the file, e.g. `raspberry-pi-5`.
  package var id: String
  /// One line for people.
  package var description: String
  /// Id of the target that it builds upon; a board is none.
  package var base: String
  /// Name of the chip.
  package var soc: SourcedFigure<String>
  /// Name of the core that the flags are for.
  package var core: SourcedFigure<String>
  /// Number of these cores, at least 1; nil where chips differ.
  package var cores: SourcedFigure<Int>?
  /// Highest rate of these cores; nil where chips differ.
  package var clockMHz: SourcedFigure<Int>?
  /// Extensions in the notation of the architecture.
  package var isa: SourcedFigure<String>
  /// Flags that select the processor, in place of those of the target; gcc 12 takes them.
  package var cflags: SourcedFigure<[String]>
  /// The oldest gcc that is known to take ``cflags``.
  package var leastGcc: SourcedFigure<Int>
  /// Flags that a later compiler takes and that fit the core better; nil where there are none.
  package var laterFlags: SourcedFigure<[String]>?
  /// From the core outwards.
  package var caches: [Cache]
  /// Sizes of the main memory that the board is sold with, rising; nil where they are not known.
  package var memoryMiB: SourcedFigure<[Int]>?
  /// Width times rate of the memory bus, 10^6 bytes a second; nil where it is not known.
  package var peakBandwidth: SourcedFigure<Int>?
  /// What a benchmark reads or copies, 10^6 bytes a second; nil where there is no measurement.
  package var measuredBandwidth: SourcedFigure<Int>?
  /// Bits of a vector register of RVV; nil without.
  package var vlen: SourcedFigure<Int>?
  /// What the emulator takes as `-cpu`; nil for that of the target.
  package var emulatedCPU: SourcedFigure<String>?

  /// One level of the caches, for data.
  package struct Cache: Hashable, Sendable, Codable {
    package var level: Level
    package var KiB: Int
    /// Cores that share one of it, of those that ``Board/cores`` counts.
    package var sharedBy: Int
    package var source: String
    package var confidence: Confidence

    package enum Level: String, CaseIterable, Hashable, Sendable, Codable {
      case L1d, L2, L3, system
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
      case level, KiB, sharedBy, source, confidence
    }
  }

  enum CodingKeys: String, CodingKey, CaseIterable {
    case id, description, base, soc, core, cores, clockMHz, isa, cflags, leastGcc, laterFlags
    case caches, memoryMiB, peakBandwidth, measuredBandwidth, vlen, emulatedCPU

    /// Whether the value is a ``SourcedFigure``.
    var isFigure: Bool {
      switch self {
      case .id, .description, .base, .caches: false
      default: true
      }
    }
  }
}

extension Board {
  /// Bytes of the largest memory that the board is sold with; nil where it is not known.
  package var memoryBytes: Int? { memoryMiB?.value.last.map { $0 << 20 } }

  /// The bandwidth that reading weights cannot exceed: the measured one where there is one.
  package var bandwidth: SourcedFigure<Int>? { measuredBandwidth ?? peakBandwidth }

  /// The target that C is emitted for.
  ///
  /// - Parameter base: The target of that id.
  func target(on base: TargetDescription) -> TargetDescription {
    var target = base
    target.id = id
    target.description = description
    target.cflags = cflags.value
    target.memory = memoryBytes.map {
      TargetDescription.Memory(flash: nil, ram: nil, total: $0)
    }
    if let cpu = emulatedCPU?.value, let option = base.runner.firstIndex(of: "-cpu"),
      base.runner.indices.contains(option + 1)
    {
      target.runner[option + 1] = cpu
    }
    target.board = self
    return target
  }
}
