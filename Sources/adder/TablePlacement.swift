import CommandSyntax
import Emission

/// Where the emitted C has its weights, for the commands that emit it.
enum TablePlacement {
  static let weights = Option(
    "weights", "PLACEMENT", .choice(WeightsPlacement.allCases.map(\.rawValue)),
    "'array' writes the weights as C, 'incbin' as a file that an assembler source includes, "
      + "'blob' as a file that the program maps or loads; 'incbin' above 4 MiB and 'array' below "
      + "unless given")
  static let section = Option(
    "section", "NAME", .text,
    "section of the object files that holds the weights, such as .ext_flash, which the linker "
      + "script then places")
  static let alignment = Option(
    "align", "BYTES", .integer(16...4096),
    "each table of the weights begins at a multiple of BYTES, a power of two")

  static func weights(of invocation: Invocation) -> WeightsPlacement? {
    invocation[weights].flatMap(WeightsPlacement.init)
  }
}
