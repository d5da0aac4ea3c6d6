import CommandSyntax
import Sampling

/// The options of the command line that say how the next token is chosen.
enum SamplerOptions {
  static let temperature = Option(
    "temperature", "T", .text,
    "0 takes the likeliest token, and is so unless given, or 1 where one of the next three is")
  static let topK = Option(
    "top-k", "K", .text,
    "draw from the K likeliest tokens only; 0 for all, which is so unless given")
  static let topP = Option(
    "top-p", "P", .text,
    "draw from the likeliest tokens that have this share of the probability together")
  static let seed = Option("seed", "S", .text, "of the draws, 0 unless given")
  static let repetitionPenalty = Option(
    "repetition-penalty", "R", .text,
    "divide positive logits of tokens that have been there by R, multiply negative ones by it")

  static let all = [temperature, topK, topP, seed, repetitionPenalty]

  static func settings(_ invocation: Invocation) throws(SamplingError) -> SamplerSettings {
    try SamplerSettings(
      temperature: invocation[temperature], topK: invocation[topK], topP: invocation[topP],
      repetitionPenalty: invocation[repetitionPenalty], seed: invocation[seed])
  }
}
