extension FloatReference {
  /// The `count` most likely tokens after `prompt`, each the first of the largest logits.
  ///
  /// - Precondition: `prompt` is not empty.
  package func generate(
    after prompt: [Int32], count: Int
  ) throws(FloatReferenceError) -> [Int32] {
    precondition(!prompt.isEmpty, "there is nothing to continue")
    let session = FloatSession(self)
    var observer = NoObserver()
    var next = prompt
    var generated: [Int32] = []
    while generated.count < count {
      var best: Int32 = 0
      try session.resume(.tokens(next), observer: &observer) { logits in
        let row = logits.suffix(classes)
        if let largest = row.max(), let index = row.firstIndex(of: largest) {
          best = Int32(index - row.startIndex)
        }
      }
      generated.append(best)
      next = [best]
    }
    return generated
  }
}
