/// The distribution that one row of logits stands for.
struct Distribution {
  /// Natural logarithms of the probabilities.
  private(set) var logProbabilities: [Double]
  /// The likeliest class, the lowest one among equals.
  private(set) var top = 0

  init(classes: Int) {
    logProbabilities = Array(repeating: 0, count: classes)
  }

  /// - Parameter logits: [classes], in units of `scale`.
  mutating func load<Logit: BinaryInteger>(_ logits: some Collection<Logit>, scale: Double) {
    for (i, logit) in logits.enumerated() { logProbabilities[i] = Double(logit) * scale }
    normalize()
  }

  /// - Parameter logits: [classes]
  mutating func load(_ logits: some Collection<Float>) {
    for (i, logit) in logits.enumerated() { logProbabilities[i] = Double(logit) }
    normalize()
  }

  /// Log-softmax in place, with the largest logit taken out before `exp`.
  private mutating func normalize() {
    top = 0
    for i in logProbabilities.indices where logProbabilities[i] > logProbabilities[top] {
      top = i
    }
    let largest = logProbabilities[top]
    let sum = logProbabilities.reduce(0) { $0 + PortableFunction.exp($1 - largest) }
    let offset = largest + PortableFunction.log(sum)
    for i in logProbabilities.indices { logProbabilities[i] -= offset }
  }

  /// Kullback-Leibler divergence KL(self || other), in nats.
  func divergence(from other: Distribution) -> Double {
    var sum = 0.0
    for i in logProbabilities.indices {
      let own = logProbabilities[i]
      sum += PortableFunction.exp(own) * (own - other.logProbabilities[i])
    }
    return sum
  }
}
