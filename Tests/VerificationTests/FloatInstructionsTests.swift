@testable import Verification
import Testing

private func first(_ architecture: String, _ instructions: String...) -> String? {
  let listing = instructions.enumerated().map { "   \($0.offset):\t\($0.element)\n" }.joined()
  return FloatInstructions(architecture: architecture)?.first(in: "0000 <f>:\n" + listing)
}

@Test func integerInstructionsPass() {
  #expect(
    first(
      "aarch64", "sdot\tv0.4s, v1.16b, v2.4b[0]", "fmov\ts0, w1", "sqrdmulh\tv0.8h, v1.8h, v2.8h")
      == nil)
  #expect(first("armv7", "vqrdmulh.s16\tq0, q1, q2", "vmov.f32\ts0, s1", "vldr\td0, [r0]") == nil)
  #expect(first("rv64", "fence\trw,rw", "vfirst.m\ta0,v0", "vsmul.vv\tv0,v1,v2") == nil)
  #expect(
    first(
      "x86-64", "vpdpbusd\t%zmm0,%zmm1,%zmm2", "vmovaps\t%ymm0,(%rax)", "vxorps\t%xmm0", "lfence")
      == nil)
}

@Test func floatInstructionsAreFound() {
  #expect(
    first("aarch64", "add\tx0, x0, x1", "fmul\tv0.4s, v1.4s, v2.4s") == "fmul\tv0.4s, v1.4s, v2.4s")
  #expect(first("aarch64", "scvtf\ts0, w0") != nil)
  #expect(first("armv7", "vadd.f32\tq0, q1, q2") != nil)
  #expect(first("armv7", "vcvt.s32.f32\tq0, q1") != nil)
  #expect(first("rv64", "fadd.s\tfa0,fa0,fa1") != nil)
  #expect(first("rv64", "vfmacc.vv\tv0,v1,v2") != nil)
  for instruction in ["vaddps", "mulsd", "cvtsi2sd", "vfmadd231ps", "fld", "ucomiss", "vsqrtpd"] {
    #expect(first("x86-64", "\(instruction)\t%xmm0,%xmm1") != nil, "\(instruction)")
  }
  #expect(FloatInstructions(architecture: "z80") == nil)
}
