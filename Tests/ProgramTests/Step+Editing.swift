import Program

/// Copies of a step with a changed payload; a step of another kind stays as it is.
extension Step {
  func editingEmbed(_ edit: (inout EmbedStep) -> Void) -> Step {
    guard case .embed(var payload) = self else { return self }
    edit(&payload)
    return .embed(payload)
  }

  func editingNormalize(_ edit: (inout NormalizeStep) -> Void) -> Step {
    guard case .normalize(var payload) = self else { return self }
    edit(&payload)
    return .normalize(payload)
  }

  func editingLinear(_ edit: (inout LinearStep) -> Void) -> Step {
    guard case .linear(var payload) = self else { return self }
    edit(&payload)
    return .linear(payload)
  }

  func editingConvolve(_ edit: (inout ConvolveStep) -> Void) -> Step {
    guard case .convolve(var payload) = self else { return self }
    edit(&payload)
    return .convolve(payload)
  }

  func editingDiscretize(_ edit: (inout DiscretizeStep) -> Void) -> Step {
    guard case .discretize(var payload) = self else { return self }
    edit(&payload)
    return .discretize(payload)
  }

  func editingScan(_ edit: (inout ScanStep) -> Void) -> Step {
    guard case .scan(var payload) = self else { return self }
    edit(&payload)
    return .scan(payload)
  }

  func editingGate(_ edit: (inout GateStep) -> Void) -> Step {
    guard case .gate(var payload) = self else { return self }
    edit(&payload)
    return .gate(payload)
  }

  func editingRotate(_ edit: (inout RotateStep) -> Void) -> Step {
    guard case .rotate(var payload) = self else { return self }
    edit(&payload)
    return .rotate(payload)
  }

  func editingQuantize(_ edit: (inout QuantizeStep) -> Void) -> Step {
    guard case .quantize(var payload) = self else { return self }
    edit(&payload)
    return .quantize(payload)
  }

  func editingMean(_ edit: (inout MeanStep) -> Void) -> Step {
    guard case .mean(var payload) = self else { return self }
    edit(&payload)
    return .mean(payload)
  }
}
