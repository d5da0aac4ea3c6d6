import CSyntax
import Program

/// How steps get parameters whose tables are in a file that the program maps: a function for each
/// step fills them in, for the address that the state has.
extension EmittedModel {
  /// The function that finds the parameters of a step; nil where they are an object.
  func finder(of step: EmittedStep) -> CFunction? {
    guard placement == .blob, let type = step.call.type, let name = step.object,
      !step.step.constantOperands.isEmpty
    else { return nil }
    return CFunction(
      name: name, parameters: ["\(type) *parameters", "const uint8_t *weights"],
      body: [
        .object(CObject(type: type, name: "found", fields: step.call.fields)),
        .assignment("*parameters", "found"),
      ])
  }

  /// The variables for parameters that steps find.
  ///
  /// - Parameter earlier: Steps before them in the same function.
  func variables(_ steps: [EmittedStep], after earlier: [EmittedStep] = []) -> [CNode] {
    func types(_ steps: [EmittedStep]) -> Set<String> {
      Set(steps.compactMap { finder(of: $0) == nil ? nil : $0.call.type })
    }
    let nodes = types(steps).subtracting(types(earlier)).sorted().map { type in
      CNode.declaration(CDeclaration(type: type, name: EmittedModel.variable(of: type)))
    }
    return nodes.isEmpty ? [] : nodes + [.blank]
  }

  /// What a call is given for the parameters of its step, and what comes before it.
  func parameters(of step: EmittedStep) -> (before: [CNode], argument: [CValue]) {
    guard let name = step.object else { return ([], []) }
    guard finder(of: step) != nil, let type = step.call.type else {
      return ([], [.address(name)])
    }
    let variable = CValue.address(EmittedModel.variable(of: type))
    return ([.call(name, [variable, .name("s->weights")])], [variable])
  }

  /// `linear_params` for `adder_linear_params`.
  private static func variable(of type: String) -> String {
    String(type.dropFirst("adder_".count))
  }
}
