import Foundation
import FuzzDriver
import FuzzTargets
import TestSupport

/// Runs one fuzz target under libFuzzer, which finds the arguments behind the target's name.
///
///     adder-fuzz --list                  names of the targets and the folders they cover
///     adder-fuzz TARGET --seeds DIR      writes the inputs to begin with
///     adder-fuzz TARGET [libFuzzer ...]
///
/// and serves the C that is fuzzed beside it:
///
///     adder-fuzz --packages              names of the programs
///     adder-fuzz --package NAME DIR      writes the package of one, see `fuzz_package.c`
///     adder-fuzz --digest NAME FILE ...  what the interpreter makes of saved states
@main struct AdderFuzz {
  nonisolated(unsafe) private static var target: FuzzTarget?

  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count == 2, arguments[1] == "--list" {
      for target in FuzzTarget.all { print(target.name, target.covers.joined(separator: " ")) }
      return
    }
    if arguments.count > 1, try servePackages(Array(arguments.dropFirst())) { return }
    guard arguments.count > 1, let target = FuzzTarget.named(arguments[1]) else {
      print("usage: adder-fuzz --list | TARGET --seeds DIR | TARGET [options of libFuzzer]")
      exit(64)
    }
    if arguments.count == 4, arguments[2] == "--seeds" {
      for (index, seed) in try target.seeds().enumerated() {
        try writeFile(seed, to: "\(arguments[3])/seed-\(index)")
      }
      return
    }
    self.target = target
    fuzz()
  }

  /// False if the arguments are of none of the commands for packages.
  private static func servePackages(_ arguments: [String]) throws -> Bool {
    if arguments == ["--packages"] {
      for package in PackageTarget.all { print(package.name) }
      return true
    }
    guard arguments.count > 1,
      let package = PackageTarget.all.first(where: { $0.name == arguments[1] })
    else { return false }
    switch arguments[0] {
    case "--package" where arguments.count == 3: try package.write(to: arguments[2])
    case "--digest":
      for path in arguments.dropFirst(2) { print(try package.digestLine(path)) }
    default: return false
    }
    return true
  }

  /// The name of the target takes the place of the program's in what libFuzzer sees.
  private static func fuzz() {
    var count = CommandLine.argc - 1
    var values: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv + 1
    let status = LLVMFuzzerRunDriver(&count, &values) { data, size in
      AdderFuzz.target?.run(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    }
    exit(status)
  }

  /// A mutation of bytes, or of what they mean where that is a graph.
  fileprivate static func mutate(
    _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32
  ) -> Int {
    var random = SeededRandom(seed: UInt64(seed))
    guard target?.name == "graph", random.int(0...7) > 0,
      let bytes = FuzzTarget.mutatedGraph(
        Array(UnsafeBufferPointer(start: data, count: size)), &random),
      bytes.count <= maximum
    else { return LLVMFuzzerMutate(data, size, maximum) }
    data.update(from: bytes, count: bytes.count)
    return bytes.count
  }
}

@_cdecl("LLVMFuzzerCustomMutator")
func customMutator(
  _ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ maximum: Int, _ seed: UInt32
) -> Int {
  AdderFuzz.mutate(data, size, maximum, seed)
}
