/// Softplus of the time step, and the drive of the scan.
///
///     dt[e] = clamp(requantize(softplus(preactivation[e]), timeStep), 0...32767)
///     drive[e] = saturate16(requantize(dt[e] * x[e], driveScale))
package struct DiscretizeStep: Hashable, Sendable, Codable {
  /// int16 [channels], Q10
  package var preactivation: BufferID
  /// int16 [channels]
  package var x: BufferID
  /// `left` is 0.
  package var timeStep: ChannelScale
  /// `left` is 0.
  package var driveScale: ChannelScale
  /// int16 [channels], 0...32767
  package var dt: BufferID
  /// int16 [channels]
  package var drive: BufferID
  package var origin: StepOrigin

  package init(
    preactivation: BufferID, x: BufferID, timeStep: ChannelScale, driveScale: ChannelScale,
    dt: BufferID, drive: BufferID, origin: StepOrigin
  ) {
    self.preactivation = preactivation
    self.x = x
    self.timeStep = timeStep
    self.driveScale = driveScale
    self.dt = dt
    self.drive = drive
    self.origin = origin
  }
}
