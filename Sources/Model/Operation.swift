/// One operation of the float model, applied to every position of a sequence in turn.
package enum Operation: Hashable, Sendable {
  case embed(Embed)
  case position(PositionEmbedding)
  case linear(Linear)
  case rmsNorm(RMSNorm)
  case mixer(Mixer)
  case add(Add)
  case meanPool(MeanPool)
}

/// `output = weight[token]`.
package struct Embed: Hashable, Sendable {
  /// [vocabulary, width]
  package var weight: Parameter
  package var output: ValueID

  package init(weight: Parameter, output: ValueID) {
    self.weight = weight
    self.output = output
  }
}

/// `output[t] = input[t] + table[t]` at position t; at class tokens `output[t] = table[t]`.
package struct PositionEmbedding: Hashable, Sendable {
  package var input: ValueID
  /// [positions, width]: what is added to each position; class tokens have their own vector in
  /// it too.
  package var table: Parameter
  package var output: ValueID

  package init(input: ValueID, table: Parameter, output: ValueID) {
    self.input = input
    self.table = table
    self.output = output
  }
}

/// `output = weight * input + bias`.
package struct Linear: Hashable, Sendable {
  package var input: ValueID
  /// [outputs, inputs]
  package var weight: Parameter
  /// [outputs]
  package var bias: Parameter?
  package var output: ValueID

  package init(input: ValueID, weight: Parameter, bias: Parameter?, output: ValueID) {
    self.input = input
    self.weight = weight
    self.bias = bias
    self.output = output
  }
}

/// `output = input / sqrt(mean(input^2) + epsilon) * weight`.
package struct RMSNorm: Hashable, Sendable {
  package var input: ValueID
  /// [width]
  package var weight: Parameter
  package var epsilon: Double
  package var output: ValueID

  package init(input: ValueID, weight: Parameter, epsilon: Double, output: ValueID) {
    self.input = input
    self.weight = weight
    self.epsilon = epsilon
    self.output = output
  }
}

/// `output = left + right`.
package struct Add: Hashable, Sendable {
  package var left: ValueID
  package var right: ValueID
  package var output: ValueID

  package init(left: ValueID, right: ValueID, output: ValueID) {
    self.left = left
    self.right = right
    self.output = output
  }
}

/// `output` = mean of `input` over the positions seen so far in the sequence, or over some of
/// them: a class token, two of them, the last position.
///
/// Stands at the end of ``Model/body``; ``Model/readout`` reads its output.
package struct MeanPool: Hashable, Sendable {
  package var input: ValueID
  package var output: ValueID
  /// Positions that count, rising; nil for all. Only in a model that has all positions at once.
  package var rows: [Int]?

  package init(input: ValueID, output: ValueID, rows: [Int]? = nil) {
    self.input = input
    self.output = output
    self.rows = rows
  }
}
