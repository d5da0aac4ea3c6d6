import Model
import TestSupport
import Testing

@Test func dumpListsOperationsInOrder() {
  var random = SeededRandom()
  let model = RandomModel(channels: 12, layers: 1, biased: false).classifier(&random).rotated()
    .changingMixers { $0.gateScale = Array(repeating: 1, count: 12) }
  var text = model.dump()
  text = text.replacing(model.labels.joined(separator: " "), with: "...")
  #expect(
    text == """
      model random
      input frame %0 frame[5]
      labels ...
      body
        %1 start[10] = linear %0 frame[5]
          in [10, 5]
        %2 layers.0.norm[10] = rmsNorm %1 start[10], epsilon 1e-05
          layers.0.norm [10]
        %3 layers.0.mixer[10] = mixer %2 layers.0.norm[10]
          layers.0.in_proj [24, 10]
          layers.0.conv1d [12, 3]
          layers.0.x_proj [8, 12]
          layers.0.dt_proj [12, 2]
          layers.0.A_log [12, 3]
          layers.0.D [12]
          layers.0.out_proj [10, 12]
          gateScale [12]
          rotation [12], groups of 12: order 12, 0 doublings
        %4 layers.0.residual[10] = add %1 start[10], %3 layers.0.mixer[10]
        %5 norm[10] = rmsNorm %4 layers.0.residual[10], epsilon 1e-05
          norm [10]
        %6 pooled[10] = meanPool %5 norm[10]
      readout
        %7 logits[19] = linear %6 pooled[10]
          head [19, 10]
          head.bias [19]
      logits %7 logits[19]

      """)
}

@Test func dumpShowsTheNormsInsideMixers() {
  var random = SeededRandom()
  let model = RandomModel(layers: 1, normEpsilon: 1e-6).language(&random)
  #expect(model.dump().contains("\n    norms of dt, B and C, epsilon 1e-06\n"))
}
