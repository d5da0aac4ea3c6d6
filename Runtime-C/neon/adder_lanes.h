/* SPDX-License-Identifier: MIT */
/*  adder_lanes.h -- the primitives of adder_fixed.h on 8 lanes, with NEON.
 *
 *  Names and results are those of adder_fixed.h; its comments say which instruction has the same
 *  bits. 8 lanes of int16 are one register, 8 lanes of int32 a pair.
 */
#ifndef ADDER_LANES_H
#define ADDER_LANES_H

#include "adder_fixed.h"
#include "adder_kernels.h"

#include <arm_neon.h>

enum { adder_lanes = 8 };

typedef int16x8_t adder_lanes_s16;

typedef struct {
  int32x4_t low;
  int32x4_t high;
} adder_lanes_s32;

/* ---- memory ------------------------------------------------------------------------------ */

static inline adder_lanes_s16 adder_load_s16(const int16_t *p) { return vld1q_s16(p); }

static inline void adder_store_s16(int16_t *p, adder_lanes_s16 x) { vst1q_s16(p, x); }

/*  sat8 of all lanes. */
static inline void adder_store_s8(int8_t *p, adder_lanes_s16 x) { vst1_s8(p, vqmovn_s16(x)); }

static inline adder_lanes_s32 adder_load_s32(const int32_t *p) {
  const adder_lanes_s32 x = {vld1q_s32(p), vld1q_s32(p + 4)};
  return x;
}

static inline void adder_store_s32(int32_t *p, adder_lanes_s32 x) {
  vst1q_s32(p, x.low);
  vst1q_s32(p + 4, x.high);
}

/*  8 bytes without a sign. */
static inline adder_lanes_s32 adder_load_u8(const uint8_t *p) {
  const uint16x8_t x = vmovl_u8(vld1_u8(p));
  const adder_lanes_s32 wide = {
      vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(x))),
      vreinterpretq_s32_u32(vmovl_u16(vget_high_u16(x)))};
  return wide;
}

/* ---- between int16 and int32 --------------------------------------------------------------- */

/*  x * 2^15 */
static inline adder_lanes_s32 adder_widen_15(adder_lanes_s16 x) {
  const adder_lanes_s32 wide = {
      vshll_n_s16(vget_low_s16(x), 15), vshll_n_s16(vget_high_s16(x), 15)};
  return wide;
}

static inline adder_lanes_s32 adder_widen(adder_lanes_s16 x) {
  const adder_lanes_s32 wide = {vmovl_s16(vget_low_s16(x)), vmovl_s16(vget_high_s16(x))};
  return wide;
}

/*  a * b */
static inline adder_lanes_s32 adder_product(adder_lanes_s16 a, adder_lanes_s16 b) {
  const adder_lanes_s32 wide = {
      vmull_s16(vget_low_s16(a), vget_low_s16(b)), vmull_s16(vget_high_s16(a), vget_high_s16(b))};
  return wide;
}

static inline adder_lanes_s16 adder_sat16_lanes(adder_lanes_s32 x) {
  return vcombine_s16(vqmovn_s32(x.low), vqmovn_s32(x.high));
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

static inline adder_lanes_s16 adder_clamp_s16(adder_lanes_s16 x, int16_t low, int16_t high) {
  return vminq_s16(vmaxq_s16(x, vdupq_n_s16(low)), vdupq_n_s16(high));
}

static inline adder_lanes_s32 adder_add_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 sum = {vaddq_s32(a.low, b.low), vaddq_s32(a.high, b.high)};
  return sum;
}

/*  a * b, which must fit. */
static inline adder_lanes_s32 adder_multiply_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 product = {vmulq_s32(a.low, b.low), vmulq_s32(a.high, b.high)};
  return product;
}

/*  rshift(q31(x, multiplier), shift), one factor for all lanes. */
static inline adder_lanes_s32 adder_rescale(adder_lanes_s32 x, int32_t multiplier, int32_t shift) {
  const int32x4_t m = vdupq_n_s32(multiplier);
  const int32x4_t s = vdupq_n_s32(-shift);
  const adder_lanes_s32 scaled = {
      vrshlq_s32(vqrdmulhq_s32(x.low, m), s), vrshlq_s32(vqrdmulhq_s32(x.high, m), s)};
  return scaled;
}

/*  The same with the factors of the channels from `first`. */
static inline adder_lanes_s32 adder_rescale_channels(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  const adder_lanes_s32 m = adder_load_s32(scale->multiplier + first);
  const int8x8_t down = vneg_s8(vreinterpret_s8_u8(vld1_u8(scale->shift + first)));
  const adder_lanes_s32 s = adder_widen(vmovl_s8(down));
  const adder_lanes_s32 scaled = {
      vrshlq_s32(vqrdmulhq_s32(x.low, m.low), s.low),
      vrshlq_s32(vqrdmulhq_s32(x.high, m.high), s.high)};
  return scaled;
}

/*  x * 2^left */
static inline adder_lanes_s32 adder_shift_left_lanes(adder_lanes_s32 x, int32_t left) {
  const int32x4_t count = vdupq_n_s32(left);
  const adder_lanes_s32 shifted = {vshlq_s32(x.low, count), vshlq_s32(x.high, count)};
  return shifted;
}

/*  scale(x, i) of the channels from `first`. */
static inline adder_lanes_s32 adder_scale_lanes(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  return adder_rescale_channels(adder_shift_left_lanes(x, scale->left), scale, first);
}

#endif /* ADDER_LANES_H */
