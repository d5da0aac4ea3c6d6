extension Model {
  /// The model as text, one line for each value and operation: deterministic, for people.
  package func dump() -> String {
    var lines = ["model \(name)", "input \(inputText)"]
    if !labels.isEmpty { lines.append("labels \(labels.joined(separator: " "))") }
    lines.append("body")
    lines += body.flatMap { $0.lines(in: self) }
    lines.append("readout")
    lines += readout.flatMap { $0.lines(in: self) }
    lines.append("logits \(text(logits))")
    return lines.map { $0 + "\n" }.joined()
  }

  private var inputText: String {
    switch input {
    case .token(let vocabulary): "token of \(vocabulary)"
    case .frame(_, let value): "frame \(text(value))"
    case .image(let image):
      "image \(image.height) x \(image.width) x \(image.channels) \(image.layout.rawValue), "
        + "patches of \(image.patch) every \(image.stride), \(image.positions) positions"
    }
  }

  /// `%index name[width]`.
  fileprivate func text(_ id: ValueID) -> String {
    guard values.indices.contains(id.index) else { return "%\(id.index)" }
    return "%\(id.index) \(values[id.index].name)[\(values[id.index].width)]"
  }
}

extension Operation {
  /// Kind and place, for errors and dumps, e.g. `mixer of layer 3`.
  var label: String {
    switch self {
    case .embed(let embed): "embed '\(embed.weight.origin.checkpointName)'"
    case .position(let position): "position '\(position.table.origin.checkpointName)'"
    case .linear(let linear): "linear '\(linear.weight.origin.checkpointName)'"
    case .rmsNorm(let norm): "rmsNorm '\(norm.weight.origin.checkpointName)'"
    case .mixer(let mixer): "mixer of layer \(mixer.layer)"
    case .add: "add"
    case .meanPool: "meanPool"
    }
  }

  fileprivate func lines(in model: Model) -> [String] {
    switch self {
    case .embed(let embed):
      return ["  \(model.text(embed.output)) = embed token"] + parameterLines([embed.weight])
    case .position(let position):
      return [
        "  \(model.text(position.output)) = position \(model.text(position.input))"
      ] + parameterLines([position.table])
    case .linear(let linear):
      return ["  \(model.text(linear.output)) = linear \(model.text(linear.input))"]
        + parameterLines([linear.weight, linear.bias])
    case .rmsNorm(let norm):
      return [
        "  \(model.text(norm.output)) = rmsNorm \(model.text(norm.input)), "
          + "epsilon \(norm.epsilon)"
      ] + parameterLines([norm.weight])
    case .mixer(let mixer):
      return ["  \(model.text(mixer.output)) = mixer \(model.text(mixer.input))"]
        + mixer.lines
    case .add(let add):
      return [
        "  \(model.text(add.output)) = add \(model.text(add.left)), \(model.text(add.right))"
      ]
    case .meanPool(let pool):
      let rows = pool.rows.map { " at \($0)" } ?? ""
      return ["  \(model.text(pool.output)) = meanPool \(model.text(pool.input))\(rows)"]
    }
  }
}

extension Mixer {
  fileprivate var lines: [String] {
    var lines = parameterLines([inProj, inProjBias])
    for direction in directions { lines += self[direction].lines }
    if let heads { lines += heads.lines }
    lines += parameterLines([outProj, outProjBias])
    if let gateScale { lines.append("    gateScale [\(gateScale.count)]") }
    guard let rotation else { return lines }
    return lines + [
      "    rotation [\(rotation.size)], groups of \(rotation.groupSize): "
        + "order \(rotation.order), \(rotation.doublings) doublings"
    ]
  }
}

extension Branch {
  fileprivate var lines: [String] {
    let lines = parameterLines([
      convolution, convolutionBias, xProj, dtProj, dtProjBias, aLog, d,
    ])
    return lines + (xScale.map { ["    xScale [\($0.count)]"] } ?? [])
      + (normEpsilon.map { ["    norms of dt, B and C, epsilon \($0)"] } ?? [])
  }
}

extension HeadRecurrence {
  fileprivate var lines: [String] {
    let limit = timeStepLimit.map { ", dt in \($0.lowerBound)...\($0.upperBound)" } ?? ""
    return [
      "    heads [\(heads)] of \(headChannels), groups of \(groups), states \(states)\(limit), "
        + "epsilon \(epsilon)"
    ] + parameterLines(parameters)
  }
}

/// `name [shape]` of each parameter that is there.
private func parameterLines(_ parameters: [Parameter?]) -> [String] {
  parameters.compactMap { $0 }.map { "    \($0.origin.checkpointName) \($0.tensor.shape)" }
}
