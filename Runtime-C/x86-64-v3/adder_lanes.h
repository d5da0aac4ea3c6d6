/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_lanes.h -- the primitives of adder_fixed.h on 16 lanes, with AVX2.
 *
 *  Names and results are those of adder_fixed.h. 16 lanes of int16 are a register, 16 lanes of
 *  int32 a pair.
 */
#ifndef ADDER_LANES_H
#define ADDER_LANES_H

#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes16.h"

#include <string.h>

typedef struct {
  __m256i low;
  __m256i high;
} adder_lanes_s32;

/*  AVX2 has no shift of 16-bit lanes by different counts, so the bytes come from a table, which
 *  is the same for both: its entry i has the upper byte for k = i, and the lower for k = i + 8.
 */
static inline adder_lanes_s16 adder_negated_power(adder_lanes_s16 k) {
  const __m256i bytes = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(-128, -64, -32, -16, -8, -4, -2, -1, -1, -1, -1, -1, -1, -1, -1, -1));
  const __m256i upper = _mm256_min_epi16(k, _mm256_set1_epi16(15));
  const __m256i both = _mm256_or_si256(_mm256_slli_epi16(upper, 8), upper);
  return _mm256_shuffle_epi8(bytes, _mm256_add_epi8(both, _mm256_set1_epi16(0x00f8)));
}

static inline adder_lanes_s32 adder_pair(__m256i low, __m256i high) {
  const adder_lanes_s32 pair = {low, high};
  return pair;
}

/* ---- memory ------------------------------------------------------------------------------ */

static inline adder_lanes_s32 adder_load_s32(const int32_t *p) {
  return adder_pair(adder_load_256(p), adder_load_256(p + 8));
}

static inline void adder_store_s32(int32_t *p, adder_lanes_s32 x) {
  adder_store_256(p, x.low);
  adder_store_256(p + 8, x.high);
}

/*  16 bytes without a sign. */
static inline adder_lanes_s32 adder_load_u8(const uint8_t *p) {
  const __m128i x = adder_load_128(p);
  return adder_pair(_mm256_cvtepu8_epi32(x), _mm256_cvtepu8_epi32(_mm_srli_si128(x, 8)));
}

/* ---- between int16 and int32 --------------------------------------------------------------- */

static inline adder_lanes_s32 adder_widen(adder_lanes_s16 x) {
  return adder_pair(
      _mm256_cvtepi16_epi32(_mm256_castsi256_si128(x)),
      _mm256_cvtepi16_epi32(_mm256_extracti128_si256(x, 1)));
}

/*  The same without a sign. */
static inline adder_lanes_s32 adder_widen_u16(__m256i x) {
  return adder_pair(
      _mm256_cvtepu16_epi32(_mm256_castsi256_si128(x)),
      _mm256_cvtepu16_epi32(_mm256_extracti128_si256(x, 1)));
}

/*  x * 2^15 */
static inline adder_lanes_s32 adder_widen_15(adder_lanes_s16 x) {
  const adder_lanes_s32 wide = adder_widen(x);
  return adder_pair(_mm256_slli_epi32(wide.low, 15), _mm256_slli_epi32(wide.high, 15));
}

/*  a * b; the upper half of each lane of b is 0, so only one of two products counts. */
static inline adder_lanes_s32 adder_product(adder_lanes_s16 a, adder_lanes_s16 b) {
  const adder_lanes_s32 x = adder_widen(a);
  const adder_lanes_s32 y = adder_widen_u16(b);
  return adder_pair(_mm256_madd_epi16(x.low, y.low), _mm256_madd_epi16(x.high, y.high));
}

/*  packssdw works on halves of a register, so the quarters are put in order again. */
static inline adder_lanes_s16 adder_sat16_lanes(adder_lanes_s32 x) {
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(x.low, x.high), 0xd8);
}

static inline adder_lanes_s32 adder_set_s32(int32_t x) {
  return adder_pair(_mm256_set1_epi32(x), _mm256_set1_epi32(x));
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

static inline adder_lanes_s32 adder_add_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high));
}

static inline adder_lanes_s32 adder_subtract_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(_mm256_sub_epi32(a.low, b.low), _mm256_sub_epi32(a.high, b.high));
}

/*  a + x * y */
static inline adder_lanes_s32 adder_add_product(
    adder_lanes_s32 a, adder_lanes_s16 x, adder_lanes_s16 y) {
  return adder_add_s32(a, adder_product(x, y));
}

/*  a + x * sign, sign 1 or -1. */
static inline adder_lanes_s32 adder_add_signed(adder_lanes_s32 a, adder_lanes_s32 x, int8_t sign) {
  const __m256i s = _mm256_set1_epi32(sign);
  return adder_add_s32(a, adder_pair(_mm256_sign_epi32(x.low, s), _mm256_sign_epi32(x.high, s)));
}

/*  a * b, which must fit. */
static inline adder_lanes_s32 adder_multiply_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(_mm256_mullo_epi32(a.low, b.low), _mm256_mullo_epi32(a.high, b.high));
}

static inline __m256i adder_q31_8(__m256i a, __m256i b) {
  const __m256i half = _mm256_set1_epi64x(1 << 30);
  const __m256i even = _mm256_mul_epi32(a, b);
  const __m256i odd = _mm256_mul_epi32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
  return _mm256_blend_epi32(
      _mm256_srli_epi64(_mm256_add_epi64(even, half), 31),
      _mm256_slli_epi64(_mm256_add_epi64(odd, half), 1), 0xaa);
}

/*  q31(a, b), not both -2^31. */
static inline adder_lanes_s32 adder_q31_lanes(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(adder_q31_8(a.low, b.low), adder_q31_8(a.high, b.high));
}

/*  x * 2^left */
static inline adder_lanes_s32 adder_shift_left_lanes(adder_lanes_s32 x, int32_t left) {
  const __m128i count = _mm_cvtsi32_si128(left);
  return adder_pair(_mm256_sll_epi32(x.low, count), _mm256_sll_epi32(x.high, count));
}

/*  rshift(x, shift), each lane by its own: the floor plus the first bit shifted out. */
static inline __m256i adder_rshift_8(__m256i x, __m256i shift) {
  const __m256i first = _mm256_sllv_epi32(x, _mm256_sub_epi32(_mm256_set1_epi32(32), shift));
  return _mm256_add_epi32(_mm256_srav_epi32(x, shift), _mm256_srli_epi32(first, 31));
}

/*  rshift(x, shift), 0 <= shift <= 31 */
static inline adder_lanes_s32 adder_rshift_lanes(adder_lanes_s32 x, int32_t shift) {
  const __m256i count = _mm256_set1_epi32(shift);
  return adder_pair(adder_rshift_8(x.low, count), adder_rshift_8(x.high, count));
}

/*  rshift(q31(x, multiplier), shift), one factor for all lanes. */
static inline adder_lanes_s32 adder_rescale_lanes(adder_lanes_s32 x, int32_t multiplier, int32_t shift) {
  return adder_rshift_lanes(adder_q31_lanes(x, adder_set_s32(multiplier)), shift);
}

/*  The same with the factors of the channels from `first`. */
static inline adder_lanes_s32 adder_rescale_channels(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  const adder_lanes_s32 product = adder_q31_lanes(x, adder_load_s32(scale->multiplier + first));
  const adder_lanes_s32 shift = adder_load_u8(scale->shift + first);
  return adder_pair(
      adder_rshift_8(product.low, shift.low), adder_rshift_8(product.high, shift.high));
}

/*  scale(x, i) of the channels from `first`. */
static inline adder_lanes_s32 adder_scale_lanes(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  return adder_rescale_channels(adder_shift_left_lanes(x, scale->left), scale, first);
}

/*  Sums in 64 bits, any number of lanes. */
typedef __m256i adder_lanes_s64;

static inline adder_lanes_s64 adder_zero_s64(void) { return _mm256_setzero_si256(); }

/*  sum + x * x of 8 lanes. */
static inline adder_lanes_s64 adder_add_squares_8(adder_lanes_s64 sum, __m256i x) {
  const __m256i odd = _mm256_srli_epi64(x, 32);
  const __m256i even_sum = _mm256_add_epi64(sum, _mm256_mul_epi32(x, x));
  return _mm256_add_epi64(even_sum, _mm256_mul_epi32(odd, odd));
}

/*  sum + x * x, lanes in any order. */
static inline adder_lanes_s64 adder_add_squares(adder_lanes_s64 sum, adder_lanes_s32 x) {
  return adder_add_squares_8(adder_add_squares_8(sum, x.low), x.high);
}

/*  The sum of all lanes. */
static inline uint64_t adder_total(adder_lanes_s64 sum) {
  const __m128i two =
      _mm_add_epi64(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
  return (uint64_t)_mm_extract_epi64(two, 0) + (uint64_t)_mm_extract_epi64(two, 1);
}

/* ---- functions ----------------------------------------------------------------------------- */

/*  Two states of adder_advance_8; each half of a register has 4 lanes of the sum in `low` and the
 *  next 4 in `high`.
 */
static inline adder_lanes_s32 adder_advance_2(
    adder_lanes_s32 sum, adder_lanes_s16 h[2], adder_lanes_s16 drive, adder_lanes_s16 decay,
    const int16_t *b, const int16_t *c) {
  int32_t pair;
  memcpy(&pair, c, sizeof pair);
  const __m256i both = _mm256_set1_epi32(pair);
  h[0] = adder_subtract_s16(
      adder_q15_lanes(drive, adder_broadcast_s16(b)), adder_q15_lanes(decay, h[0]));
  h[1] = adder_subtract_s16(
      adder_q15_lanes(drive, adder_broadcast_s16(b + 1)), adder_q15_lanes(decay, h[1]));
  return adder_pair(
      _mm256_add_epi32(sum.low, _mm256_madd_epi16(_mm256_unpacklo_epi16(h[0], h[1]), both)),
      _mm256_add_epi32(sum.high, _mm256_madd_epi16(_mm256_unpackhi_epi16(h[0], h[1]), both)));
}

/*  A position of eight states of adder_scan_heads: h[n] <- sat16(q15(drive, b[n]) - q15(decay,
 *  h[n])), and the sum of c[n] * h[n].
 */
static inline adder_lanes_s32 adder_advance_8(
    adder_lanes_s16 h[8], adder_lanes_s16 drive, adder_lanes_s16 decay, const int16_t *b,
    const int16_t *c) {
  adder_lanes_s32 sum = adder_set_s32(0);
  sum = adder_advance_2(sum, h, drive, decay, b, c);
  sum = adder_advance_2(sum, h + 2, drive, decay, b + 2, c + 2);
  sum = adder_advance_2(sum, h + 4, drive, decay, b + 4, c + 4);
  sum = adder_advance_2(sum, h + 6, drive, decay, b + 6, c + 6);
  return adder_pair(
      _mm256_permute2x128_si256(sum.low, sum.high, 0x20),
      _mm256_permute2x128_si256(sum.low, sum.high, 0x31));
}

/*  The Sylvester matrix of order 8 times x: sums and differences at distances 1, 2 and 4. */
static inline __m256i adder_sylvester_8(__m256i x) {
  const __m256i second_1 = _mm256_setr_epi32(1, -1, 1, -1, 1, -1, 1, -1);
  const __m256i second_2 = _mm256_setr_epi32(1, 1, -1, -1, 1, 1, -1, -1);
  const __m256i second_4 = _mm256_setr_epi32(1, 1, 1, 1, -1, -1, -1, -1);
  x = _mm256_add_epi32(_mm256_shuffle_epi32(x, 0xb1), _mm256_sign_epi32(x, second_1));
  x = _mm256_add_epi32(_mm256_shuffle_epi32(x, 0x4e), _mm256_sign_epi32(x, second_2));
  return _mm256_add_epi32(
      _mm256_permute4x64_epi64(x, 0x4e), _mm256_sign_epi32(x, second_4));
}

/*  The Sylvester matrix of order 16 times x. */
static inline adder_lanes_s32 adder_sylvester_lanes(adder_lanes_s32 x) {
  const __m256i low = adder_sylvester_8(x.low);
  const __m256i high = adder_sylvester_8(x.high);
  return adder_pair(_mm256_add_epi32(low, high), _mm256_sub_epi32(low, high));
}

/*  8 lanes of sigmoid(|u|)
 *
 *  A lane gathers two neighbours of the table at once; one product adds both by their weights.
 */
static inline __m256i adder_sigmoid_8(__m256i magnitude, __m128i up) {
  const __m256i a =
      _mm256_min_epi32(_mm256_sll_epi32(magnitude, up), _mm256_set1_epi32(65535));
  const __m256i ends = adder_gather_pairs(adder_sigmoid_table, _mm256_srli_epi32(a, 7));
  const __m256i part = _mm256_and_si256(a, _mm256_set1_epi32(127));
  const __m256i rest = _mm256_sub_epi32(_mm256_set1_epi32(128), part);
  const __m256i weights = _mm256_or_si256(_mm256_slli_epi32(part, 16), rest);
  const __m256i sum = _mm256_add_epi32(_mm256_madd_epi16(ends, weights), _mm256_set1_epi32(64));
  return _mm256_srli_epi32(sum, 7);
}

/*  sigmoid(u, fraction_bits); 32768 - v is -v - 32768 in 16 bits. */
static inline adder_lanes_s16 adder_sigmoid_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  const __m128i up = _mm_cvtsi32_si128(12 - fraction_bits);
  const adder_lanes_s32 magnitude = adder_widen_u16(_mm256_abs_epi16(u));
  const __m256i v = adder_sat16_lanes(
      adder_pair(adder_sigmoid_8(magnitude.low, up), adder_sigmoid_8(magnitude.high, up)));
  const __m256i negative = _mm256_srai_epi16(u, 15);
  return _mm256_blendv_epi8(v, _mm256_sub_epi16(_mm256_set1_epi16(INT16_MIN), v), negative);
}

/*  silu(u, fraction_bits) */
static inline adder_lanes_s16 adder_silu_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  return adder_q15_lanes(u, adder_sigmoid_lanes(u, fraction_bits));
}

/*  8 lanes of log(1 + exp(-|u|)), Q25. */
static inline __m256i adder_softplus_8(__m256i magnitude) {
  const __m256i a = _mm256_min_epi32(magnitude, _mm256_set1_epi32(16383));
  const __m256i index = _mm256_srli_epi32(a, 5);
  const __m256i low = adder_gather_s32(adder_softplus_table, index);
  const __m256i high = adder_gather_s32(adder_softplus_table + 1, index);
  const __m256i part = _mm256_and_si256(a, _mm256_set1_epi32(31));
  const __m256i slope = _mm256_mullo_epi32(_mm256_sub_epi32(high, low), part);
  return _mm256_add_epi32(low, adder_rshift_8(slope, _mm256_set1_epi32(5)));
}

/*  softplus(u) */
static inline adder_lanes_s32 adder_softplus_lanes(adder_lanes_s16 u) {
  const adder_lanes_s32 magnitude = adder_widen_u16(_mm256_abs_epi16(u));
  const adder_lanes_s32 relu = adder_widen_15(_mm256_max_epi16(u, _mm256_setzero_si256()));
  return adder_add_s32(
      relu, adder_pair(adder_softplus_8(magnitude.low), adder_softplus_8(magnitude.high)));
}

#endif /* ADDER_LANES_H */
