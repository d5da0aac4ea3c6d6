extension DataSet {
  /// The first sequences, at most `count`, under the hash of the whole file.
  package func prefix(_ count: Int?) -> DataSet {
    guard let count, count < sequences.count else { return self }
    var data = self
    data.labels = labels.map { Array($0.prefix(count)) }
    switch sequences {
    case .tokens(let sequences): data.sequences = .tokens(Array(sequences.prefix(count)))
    case .frames(let sequences, let width):
      data.sequences = .frames(Array(sequences.prefix(count)), width: width)
    case .images(let images): data.sequences = .images(Array(images.prefix(count)))
    }
    return data
  }
}
