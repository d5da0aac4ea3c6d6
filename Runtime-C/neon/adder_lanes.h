/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
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
#include <string.h>

enum { adder_lanes = 8 };

typedef int16x8_t adder_lanes_s16;

typedef struct {
  int32x4_t low;
  int32x4_t high;
} adder_lanes_s32;

/* ---- memory ------------------------------------------------------------------------------ */

static inline adder_lanes_s16 adder_load_s16(const int16_t *p) { return vld1q_s16(p); }

static inline adder_lanes_s16 adder_load_s8(const int8_t *p) { return vmovl_s8(vld1_s8(p)); }

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

static inline adder_lanes_s32 adder_subtract_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 difference = {vsubq_s32(a.low, b.low), vsubq_s32(a.high, b.high)};
  return difference;
}

/*  a + x * sign, sign 1 or -1. */
static inline adder_lanes_s32 adder_add_signed(adder_lanes_s32 a, adder_lanes_s32 x, int8_t sign) {
  const adder_lanes_s32 sum = {vmlaq_n_s32(a.low, x.low, sign), vmlaq_n_s32(a.high, x.high, sign)};
  return sum;
}

/*  q31(a, b), not both -2^31. */
static inline adder_lanes_s32 adder_q31_lanes(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 product = {vqrdmulhq_s32(a.low, b.low), vqrdmulhq_s32(a.high, b.high)};
  return product;
}

/*  rshift(x, shift), 0 <= shift <= 31 */
static inline adder_lanes_s32 adder_rshift_lanes(adder_lanes_s32 x, int32_t shift) {
  const int32x4_t count = vdupq_n_s32(-shift);
  const adder_lanes_s32 shifted = {vrshlq_s32(x.low, count), vrshlq_s32(x.high, count)};
  return shifted;
}

/*  Sums in 64 bits, any number of lanes. */
typedef int64x2_t adder_lanes_s64;

static inline adder_lanes_s64 adder_zero_s64(void) { return vdupq_n_s64(0); }

/*  sum + x * x, lanes in any order. */
static inline adder_lanes_s64 adder_add_squares(adder_lanes_s64 sum, adder_lanes_s32 x) {
#if defined(__aarch64__)
  sum = vmlal_high_s32(vmlal_high_s32(sum, x.low, x.low), x.high, x.high);
#else
  sum = vmlal_s32(sum, vget_high_s32(x.low), vget_high_s32(x.low));
  sum = vmlal_s32(sum, vget_high_s32(x.high), vget_high_s32(x.high));
#endif
  sum = vmlal_s32(sum, vget_low_s32(x.low), vget_low_s32(x.low));
  return vmlal_s32(sum, vget_low_s32(x.high), vget_low_s32(x.high));
}

/*  The sum of all lanes. */
static inline uint64_t adder_total(adder_lanes_s64 sum) {
  return (uint64_t)(vgetq_lane_s64(sum, 0) + vgetq_lane_s64(sum, 1));
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
static inline adder_lanes_s32 adder_rescale_lanes(adder_lanes_s32 x, int32_t multiplier, int32_t shift) {
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

/*  A position of eight states of adder_scan_heads: h[n] <- sat16(q15(drive, b[n]) - q15(decay,
 *  h[n])), and the sum of c[n] * h[n].
 */
static inline adder_lanes_s32 adder_advance_8(
    adder_lanes_s16 h[8], adder_lanes_s16 drive, adder_lanes_s16 decay, const int16_t *b,
    const int16_t *c) {
#if defined(__aarch64__)
  const int16x8_t by = vld1q_s16(b);
  const int16x8_t to = vld1q_s16(c);
  int32x4_t low = vdupq_n_s32(0);
  int32x4_t high = low;
#define ADDER_ADVANCE(n)                                                               \
  h[n] = vqsubq_s16(vqrdmulhq_laneq_s16(drive, by, n), vqrdmulhq_s16(decay, h[n]));    \
  low = vmlal_laneq_s16(low, vget_low_s16(h[n]), to, n);                               \
  high = vmlal_high_laneq_s16(high, h[n], to, n)
  ADDER_ADVANCE(0);
  ADDER_ADVANCE(1);
  ADDER_ADVANCE(2);
  ADDER_ADVANCE(3);
  ADDER_ADVANCE(4);
  ADDER_ADVANCE(5);
  ADDER_ADVANCE(6);
  ADDER_ADVANCE(7);
#undef ADDER_ADVANCE
#else
  int32x4_t low = vdupq_n_s32(0);
  int32x4_t high = low;
  int16x4_t by = vld1_s16(b);
  int16x4_t to = vld1_s16(c);
#define ADDER_ADVANCE(n, lane)                                                         \
  h[n] = vqsubq_s16(vqrdmulhq_lane_s16(drive, by, lane), vqrdmulhq_s16(decay, h[n]));  \
  low = vmlal_lane_s16(low, vget_low_s16(h[n]), to, lane);                             \
  high = vmlal_lane_s16(high, vget_high_s16(h[n]), to, lane)
  ADDER_ADVANCE(0, 0);
  ADDER_ADVANCE(1, 1);
  ADDER_ADVANCE(2, 2);
  ADDER_ADVANCE(3, 3);
  by = vld1_s16(b + 4);
  to = vld1_s16(c + 4);
  ADDER_ADVANCE(4, 0);
  ADDER_ADVANCE(5, 1);
  ADDER_ADVANCE(6, 2);
  ADDER_ADVANCE(7, 3);
#undef ADDER_ADVANCE
#endif
  const adder_lanes_s32 sum = {low, high};
  return sum;
}

/*  Even lanes of low and high, then odd lanes. */
static inline adder_lanes_s32 adder_unzip_s32(int32x4_t low, int32x4_t high) {
#if defined(__aarch64__)
  const adder_lanes_s32 parts = {vuzp1q_s32(low, high), vuzp2q_s32(low, high)};
#else
  const int32x4x2_t pair = vuzpq_s32(low, high);
  const adder_lanes_s32 parts = {pair.val[0], pair.val[1]};
#endif
  return parts;
}

/*  The Sylvester matrix of order 8 times x.
 *
 *  Each step adds and subtracts neighbours and moves the bit of their distance to the front of the
 *  lane's number; after three steps all bits are where they were.
 */
static inline adder_lanes_s32 adder_sylvester_lanes(adder_lanes_s32 x) {
  const adder_lanes_s32 a = adder_unzip_s32(x.low, x.high);
  const adder_lanes_s32 b =
      adder_unzip_s32(vaddq_s32(a.low, a.high), vsubq_s32(a.low, a.high));
  const adder_lanes_s32 c =
      adder_unzip_s32(vaddq_s32(b.low, b.high), vsubq_s32(b.low, b.high));
  const adder_lanes_s32 y = {vaddq_s32(c.low, c.high), vsubq_s32(c.low, c.high)};
  return y;
}

/*  Two neighbours of adder_sigmoid_table, the first `offset` bytes from its start. */
static inline int32_t adder_sigmoid_pair(uint16_t offset) {
  int32_t pair;
  memcpy(&pair, (const char *)adder_sigmoid_table + offset, sizeof pair);
  return pair;
}

/*  sigmoid(u, fraction_bits); NEON has no gather, so lanes are loaded one by one, two neighbours
 *  at a time.
 */
static inline adder_lanes_s16 adder_sigmoid_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  const int16x8_t up = vdupq_n_s16((int16_t)(12 - fraction_bits));
  const uint16x8_t a = vqshlq_u16(vreinterpretq_u16_s16(vabsq_s16(u)), up);
  const uint16x8_t offset = vshlq_n_u16(vshrq_n_u16(a, 7), 1);
  const int16x8_t part = vreinterpretq_s16_u16(vandq_u16(a, vdupq_n_u16(127)));
  int32x4_t low = vdupq_n_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 0)));
  int32x4_t high = vdupq_n_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 4)));
  low = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 1)), low, 1);
  high = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 5)), high, 1);
  low = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 2)), low, 2);
  high = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 6)), high, 2);
  low = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 3)), low, 3);
  high = vsetq_lane_s32(adder_sigmoid_pair(vgetq_lane_u16(offset, 7)), high, 3);
  const int16x8x2_t ends = vuzpq_s16(vreinterpretq_s16_s32(low), vreinterpretq_s16_s32(high));
  const int16x8_t slope = vsubq_s16(ends.val[1], ends.val[0]);
  const int16x8_t v = vrsraq_n_s16(ends.val[0], vmulq_s16(slope, part), 7);
  const uint16x8_t negative = vcltq_s16(u, vdupq_n_s16(0));
  const uint16x8_t rest = vsubq_u16(vdupq_n_u16(32768), vreinterpretq_u16_s16(v));
  return vbslq_s16(negative, vreinterpretq_s16_u16(rest), v);
}

/*  silu(u, fraction_bits) */
static inline adder_lanes_s16 adder_silu_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  return adder_q15_lanes(u, adder_sigmoid_lanes(u, fraction_bits));
}

/*  Two neighbours of adder_softplus_table from i. */
static inline int32x2_t adder_softplus_pair(uint16_t i) {
  return vld1_s32(adder_softplus_table + i);
}

/*  4 lanes of log(1 + exp(-|u|)), Q25; a = min(|u|, 16383), from lane 0 of index = a >> 5. */
static inline int32x4_t adder_softplus_4(uint16x4_t index, uint16x4_t part) {
  const int32x4_t p01 = vcombine_s32(
      adder_softplus_pair(vget_lane_u16(index, 0)), adder_softplus_pair(vget_lane_u16(index, 1)));
  const int32x4_t p23 = vcombine_s32(
      adder_softplus_pair(vget_lane_u16(index, 2)), adder_softplus_pair(vget_lane_u16(index, 3)));
  const adder_lanes_s32 ends = adder_unzip_s32(p01, p23);
  const int32x4_t slope = vsubq_s32(ends.high, ends.low);
  const int32x4_t wide = vreinterpretq_s32_u32(vmovl_u16(part));
  return vrsraq_n_s32(ends.low, vmulq_s32(slope, wide), 5);
}

/*  softplus(u) */
static inline adder_lanes_s32 adder_softplus_lanes(adder_lanes_s16 u) {
  const uint16x8_t magnitude = vreinterpretq_u16_s16(vabsq_s16(u));
  const uint16x8_t a = vminq_u16(magnitude, vdupq_n_u16(16383));
  const uint16x8_t index = vshrq_n_u16(a, 5);
  const uint16x8_t part = vandq_u16(a, vdupq_n_u16(31));
  const adder_lanes_s32 relu = adder_widen_15(vmaxq_s16(u, vdupq_n_s16(0)));
  const adder_lanes_s32 rest = {
      adder_softplus_4(vget_low_u16(index), vget_low_u16(part)),
      adder_softplus_4(vget_high_u16(index), vget_high_u16(part))};
  return adder_add_s32(relu, rest);
}

#endif /* ADDER_LANES_H */
