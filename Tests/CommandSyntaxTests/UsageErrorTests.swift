import CommandSyntax
import Testing

@Test(arguments: [
  ("", "no command given; see 'sample --help'"),
  ("quantise m", "unknown command 'quantise'; did you mean 'quantize'?; see 'sample --help'"),
  ("remove", "unknown command 'remove'; see 'sample --help'"),
  ("--versoin", "unknown option '--versoin'; did you mean '--version'?; see 'sample --help'"),
  (
    "quantize m --ouptut g",
    "unknown option '--ouptut'; did you mean '--output'?; see 'sample quantize --help'"
  ),
  ("quantize -x", "unknown option '-x'; see 'sample quantize --help'"),
  (
    "quantize m --output",
    "--output needs a value: --output GRAPH; see 'sample quantize --help'"
  ),
  (
    "quantize m --output --json",
    "--output needs a value: --output GRAPH; see 'sample quantize --help'"
  ),
  (
    "quantize m --output g --json=yes",
    "--json takes no value, but 'yes' was given; see 'sample quantize --help'"
  ),
  (
    "quantize --output g",
    "missing CHECKPOINT: directory of the checkpoint; see 'sample quantize --help'"
  ),
  ("quantize m", "missing --output GRAPH; see 'sample quantize --help'"),
  (
    "quantize m --output g --output h",
    "--output was given more than once; see 'sample quantize --help'"
  ),
  ("quantize m n --output g", "unexpected argument 'n'; see 'sample quantize --help'"),
  (
    "quantize m --output g --method gptq",
    "'gptq' is no value for --method; allowed: rtn, hadamard; see 'sample quantize --help'"
  ),
  (
    "quantize m --output g --count 101",
    """
    '101' is no value for --count; allowed: an integer in 1...100; \
    see 'sample quantize --help'
    """
  ),
  (
    "quantize m --output g --count 99999999999999999999",
    """
    '99999999999999999999' is no value for --count; allowed: an integer in 1...100; \
    see 'sample quantize --help'
    """
  ),
  (
    "quantize m --output g --target a,,b",
    "'' is no value for --target; see 'sample quantize --help'"
  ),
])
func saysWhatIsWrongAndWhereToLook(line: String, message: String) {
  #expect(SampleTool.error(line) == message)
}
