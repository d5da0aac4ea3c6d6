import Program

/// The patches of an image: `output[i] = image[corners[t] + elements[i]] - 128`, or zeros where
/// position t has no patch.
struct GatherKernel: Kernel {
  private let step: GatherStep
  /// [positions]
  private let corners: ConstantTable<Int32>
  /// [count]
  private let elements: ConstantTable<Int32>

  init(_ step: GatherStep, of program: Program) {
    self.step = step
    corners = program.int32(step.corners)
    elements = program.int32(step.elements)
  }

  func run(in workspace: Workspace, rows: Range<Int>) {
    let image = workspace.rows(of: step.image, as: UInt8.self)[0]
    let outputs = workspace.rows(of: step.output, as: Int8.self)
    for row in rows {
      let output = outputs[row]
      let corner = Int(corners.base[row])
      for i in 0..<elements.count {
        output[i] = corner < 0 ? 0 : Int8(Int(image[corner + Int(elements.base[i])]) - 128)
      }
    }
  }
}
