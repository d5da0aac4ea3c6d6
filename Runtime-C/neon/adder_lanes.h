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
#if defined(__aarch64__)
  const adder_lanes_s32 wide = {vshll_n_s16(vget_low_s16(x), 15), vshll_high_n_s16(x, 15)};
#else
  const adder_lanes_s32 wide = {
      vshll_n_s16(vget_low_s16(x), 15), vshll_n_s16(vget_high_s16(x), 15)};
#endif
  return wide;
}

static inline adder_lanes_s32 adder_widen(adder_lanes_s16 x) {
#if defined(__aarch64__)
  const adder_lanes_s32 wide = {vmovl_s16(vget_low_s16(x)), vmovl_high_s16(x)};
#else
  const adder_lanes_s32 wide = {vmovl_s16(vget_low_s16(x)), vmovl_s16(vget_high_s16(x))};
#endif
  return wide;
}

/*  a * b */
static inline adder_lanes_s32 adder_product(adder_lanes_s16 a, adder_lanes_s16 b) {
#if defined(__aarch64__)
  const int32x4_t high = vmull_high_s16(a, b);
#else
  const int32x4_t high = vmull_s16(vget_high_s16(a), vget_high_s16(b));
#endif
  const adder_lanes_s32 wide = {vmull_s16(vget_low_s16(a), vget_low_s16(b)), high};
  return wide;
}

static inline adder_lanes_s16 adder_sat16_lanes(adder_lanes_s32 x) {
#if defined(__aarch64__)
  return vqmovn_high_s32(vqmovn_s32(x.low), x.high);
#else
  return vcombine_s16(vqmovn_s32(x.low), vqmovn_s32(x.high));
#endif
}

/*  p[0] in all lanes. */
static inline adder_lanes_s16 adder_broadcast_s16(const int16_t *p) { return vld1q_dup_s16(p); }

static inline adder_lanes_s32 adder_set_s32(int32_t x) {
  const adder_lanes_s32 lanes = {vdupq_n_s32(x), vdupq_n_s32(x)};
  return lanes;
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

static inline adder_lanes_s16 adder_q15_lanes(adder_lanes_s16 a, adder_lanes_s16 b) {
  return vqrdmulhq_s16(a, b);
}

/*  sat16(a - b) */
static inline adder_lanes_s16 adder_subtract_s16(adder_lanes_s16 a, adder_lanes_s16 b) {
  return vqsubq_s16(a, b);
}

/*  a + x * y */
static inline adder_lanes_s32 adder_add_product(
    adder_lanes_s32 a, adder_lanes_s16 x, adder_lanes_s16 y) {
#if defined(__aarch64__)
  const int32x4_t high = vmlal_high_s16(a.high, x, y);
#else
  const int32x4_t high = vmlal_s16(a.high, vget_high_s16(x), vget_high_s16(y));
#endif
  const adder_lanes_s32 sum = {vmlal_s16(a.low, vget_low_s16(x), vget_low_s16(y)), high};
  return sum;
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

/* ---- functions ----------------------------------------------------------------------------- */

/*  negated_decay(dt, a, fraction_bits)
 *
 *  p >> (fraction_bits - 16) has the integer part of the exponent in the high half of each lane
 *  and its fraction in the low half.
 */
static inline adder_lanes_s16 adder_negated_decay_lanes(
    adder_lanes_s16 dt, adder_lanes_s16 a, int32_t fraction_bits) {
  const int32x4_t down = vdupq_n_s32(16 - fraction_bits);
  const adder_lanes_s32 p = adder_product(dt, a);
  const int16x8_t low = vreinterpretq_s16_s32(vshlq_s32(p.low, down));
  const int16x8_t high = vreinterpretq_s16_s32(vshlq_s32(p.high, down));
#if defined(__aarch64__)
  const int16x8_t whole = vuzp2q_s16(low, high);
  const int16x8_t fraction = vuzp1q_s16(low, high);
#else
  const int16x8x2_t parts = vuzpq_s16(low, high);
  const int16x8_t whole = parts.val[1];
  const int16x8_t fraction = parts.val[0];
#endif
  const int16x8_t f = vreinterpretq_s16_u16(vshrq_n_u16(vreinterpretq_u16_s16(fraction), 1));
  const int16x8_t k = vminq_s16(whole, vdupq_n_s16(15));
  const int16x8_t t2 = vaddq_s16(vqrdmulhq_s16(vdupq_n_s16(1307), f), vdupq_n_s16(-7587));
  const int16x8_t t1 = vaddq_s16(vqrdmulhq_s16(t2, f), vdupq_n_s16(22666));
  const int16x8_t d = vaddq_s16(vqrdmulhq_s16(t1, f), vdupq_n_s16(INT16_MIN));
  return vrshlq_s16(vmaxq_s16(d, vdupq_n_s16(-32767)), vnegq_s16(k));
}

#endif /* ADDER_LANES_H */
