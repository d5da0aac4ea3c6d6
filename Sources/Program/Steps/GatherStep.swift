/// The patches of an image: `output[i] = image[corners[t] + elements[i]] - 128` at position t.
///
/// A position without a patch, such as that of a class token, has the corner -1 and receives
/// zeros. The tables say everything about patch size, stride and order of the bytes.
package struct GatherStep: Hashable, Sendable, Codable {
  /// uint8 [height * width * channels], role input; one for all positions
  package var image: BufferID
  /// int32 [positions], -1 or the index of the patch's first byte
  package var corners: ConstantID
  /// int32 [count], index of each element after the first byte
  package var elements: ConstantID
  /// int8 [count]
  package var output: BufferID
  package var origin: StepOrigin

  package init(
    image: BufferID, corners: ConstantID, elements: ConstantID, output: BufferID,
    origin: StepOrigin
  ) {
    self.image = image
    self.corners = corners
    self.elements = elements
    self.output = output
    self.origin = origin
  }
}
