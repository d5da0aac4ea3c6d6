import Program
import Quantization

extension Program {
  /// The options that the program was made with: the method and its parts from the provenance,
  /// the bits from the weights. A method of another tool stands for none.
  var quantizationOptions: QuantizationOptions {
    var options = QuantizationOptions()
    options.method = QuantizationOptions.Method(rawValue: provenance.method) ?? .rtn
    for text in provenance.options where text.hasPrefix("--without ") {
      let names = text.dropFirst("--without ".count).split(separator: ",").map(String.init)
      options.without.formUnion(names.compactMap(QuantizationOptions.Part.init))
    }
    for step in body + head {
      guard case .linear(let linear) = step, let groups = linear.groups else { continue }
      options.weightBits = .four
      options.groupSize = groups.size
    }
    return options
  }
}
