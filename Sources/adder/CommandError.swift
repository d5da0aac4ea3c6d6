/// What a command finds wrong with input that is sound in itself.
enum CommandError: Error, Hashable, CustomStringConvertible {
  /// A text is asked of a classifier.
  case notLanguageModel(path: String)
  /// A word of a prompt that is to be made of tokens.
  case notToken(String, vocabulary: Int)
  /// A tokenizer with more tokens than the model has.
  case otherTokenizer(tokens: Int, vocabulary: Int)
  /// A token to stop at that the model does not have.
  case noEnd(token: Int32, vocabulary: Int)
  case emptyPrompt
  /// A prompt that the system handed over is not UTF-8.
  case brokenPrompt
  /// A number that is no id of the tokenizer.
  case unknownToken(path: String, id: String, vocabulary: Int)
  case notFound(path: String)
  /// An output in the place of something that the command reads; `option` and `input` are names
  /// as on the command line.
  case overwritesInput(option: String, path: String, input: String)
  /// Two outputs in one place.
  case sameOutput(path: String, first: String, second: String)
  /// A checkpoint or statistics have no integer program yet.
  case nothingToDump(path: String)
  /// An option that says something about graphs only.
  case graphOption(String, path: String)
  /// A directory where a graph is expected.
  case directory(path: String, isCheckpoint: Bool)
  /// A file that is nothing like a graph.
  case notGraph(path: String)
  /// Two data files with the same contents.
  case sameData(first: String, second: String)
  /// No choice of bits makes the tables fit.
  case budget(bytes: Int, smallest: Int, groupSize: Int)
  /// A reference that the graph was not made from; both are SHA-256 in hex.
  ///
  /// `remedy` is a flag that allows it, where there is one.
  case otherCheckpoint(
    graph: String, madeFrom: String, reference: String, given: String, remedy: String?)
  /// Compiled C that does not build or run, or differs from the interpreter.
  case compiledDiffers(build: String, reason: String)
  /// A compiler or an emulator that is missing or does not work.
  case compiledNotRun(build: String, reason: String)

  var description: String {
    switch self {
    case .notLanguageModel(let path):
      "'\(path)' is no language model; text can only be continued by one"
    case .notToken(let word, let vocabulary):
      "'\(word)' is no token; the prompt of this model is made of integers below \(vocabulary)"
    case .otherTokenizer(let tokens, let vocabulary):
      "the tokenizer has \(tokens) tokens and the model \(vocabulary); give the tokenizer that the "
        + "model was trained with"
    case .noEnd(let token, let vocabulary):
      "--end \(token) is no token; the model has 0...\(vocabulary - 1)"
    case .emptyPrompt:
      "the prompt is empty; give something to continue"
    case .brokenPrompt:
      "the prompt is not UTF-8; the C program of the package takes any bytes"
    case .unknownToken(let path, let id, let vocabulary):
      "'\(path)': \(id) is no token; the tokenizer has 0...\(vocabulary - 1)"
    case .notFound(let path):
      "'\(path)' does not exist"
    case .overwritesInput(let option, let path, let input):
      "--\(option) '\(path)' would overwrite what this command reads (\(input)); choose another "
        + "output"
    case .sameOutput(let path, let first, let second):
      "'\(path)' is the place of both --\(first) and --\(second); give each its own"
    case .nothingToDump(let path):
      "'\(path)' is no graph; --dump and --ranges are of graphs"
    case .graphOption(let option, let path):
      "'\(path)' is no graph; --\(option) says how much memory a graph takes"
    case .directory(let path, true):
      "'\(path)' is a checkpoint directory; quantize it first, and give the graph"
    case .directory(let path, false):
      "'\(path)' is a directory; give a graph file, as 'adder quantize' writes it"
    case .notGraph(let path):
      "'\(path)' is not a graph: it does not start like a safetensors file; "
        + "make one with 'adder quantize'"
    case .sameData(let first, let second):
      "'\(first)' and '\(second)' hold the same data; leave one of them out"
    case .budget(let bytes, let smallest, let groupSize):
      "a budget of \(bytes) bytes is too small: with 4 bits in groups of \(groupSize) the tables "
        + "have \(smallest); take larger groups or a smaller model"
    case .compiledDiffers(let build, let reason):
      "the compiled C (\(build)) does not give what the interpreter gives: \(reason)"
    case .compiledNotRun(let build, let reason):
      "the compiled C (\(build)) cannot be run: \(reason)"
    case .otherCheckpoint(let graph, let madeFrom, let reference, let given, let remedy):
      "'\(graph)' was made from checkpoint \(madeFrom.prefix(12))..., and '\(reference)' is "
        + "\(given.prefix(12))...; give the checkpoint it was made from"
        + (remedy.map { ", or --\($0)" } ?? "")
    }
  }
}
