/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_lanes.h -- the primitives of adder_fixed.h on 16 lanes, with AVX-512 and VNNI.
 *
 *  Names and results are those of adder_fixed.h. 16 lanes of int16 are a register of 256 bits, 16
 *  lanes of int32 one of 512.
 */
#ifndef ADDER_LANES_H
#define ADDER_LANES_H

#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes16.h"

#include <string.h>

typedef __m512i adder_lanes_s32;

static inline adder_lanes_s16 adder_negated_power(adder_lanes_s16 k) {
  return _mm256_srav_epi16(_mm256_set1_epi16(INT16_MIN), k);
}

/* ---- memory ------------------------------------------------------------------------------ */

static inline adder_lanes_s32 adder_load_s32(const int32_t *p) { return _mm512_loadu_si512(p); }

static inline void adder_store_s32(int32_t *p, adder_lanes_s32 x) { _mm512_storeu_si512(p, x); }

/*  16 bytes without a sign. */
static inline adder_lanes_s32 adder_load_u8(const uint8_t *p) {
  return _mm512_cvtepu8_epi32(adder_load_128(p));
}

/* ---- between int16 and int32 --------------------------------------------------------------- */

static inline adder_lanes_s32 adder_widen(adder_lanes_s16 x) { return _mm512_cvtepi16_epi32(x); }

/*  x * 2^15 */
static inline adder_lanes_s32 adder_widen_15(adder_lanes_s16 x) {
  return _mm512_slli_epi32(adder_widen(x), 15);
}

/*  a * b; the upper half of each lane of b is 0, so only one of two products counts. */
static inline adder_lanes_s32 adder_product(adder_lanes_s16 a, adder_lanes_s16 b) {
  return _mm512_madd_epi16(adder_widen(a), _mm512_cvtepu16_epi32(b));
}

/*  a + x * y */
static inline adder_lanes_s32 adder_add_product(
    adder_lanes_s32 a, adder_lanes_s16 x, adder_lanes_s16 y) {
  return _mm512_dpwssd_epi32(a, adder_widen(x), _mm512_cvtepu16_epi32(y));
}

static inline adder_lanes_s16 adder_sat16_lanes(adder_lanes_s32 x) {
  return _mm512_cvtsepi32_epi16(x);
}

static inline adder_lanes_s32 adder_set_s32(int32_t x) { return _mm512_set1_epi32(x); }

/* ---- arithmetic ---------------------------------------------------------------------------- */

static inline adder_lanes_s32 adder_add_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return _mm512_add_epi32(a, b);
}

static inline adder_lanes_s32 adder_subtract_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return _mm512_sub_epi32(a, b);
}

/*  a + x * sign, sign 1 or -1. */
static inline adder_lanes_s32 adder_add_signed(adder_lanes_s32 a, adder_lanes_s32 x, int8_t sign) {
  const __mmask16 negative = (__mmask16)(sign < 0 ? 0xffff : 0);
  return _mm512_add_epi32(a, _mm512_mask_sub_epi32(x, negative, _mm512_setzero_si512(), x));
}

/*  a * b, which must fit. */
static inline adder_lanes_s32 adder_multiply_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return _mm512_mullo_epi32(a, b);
}

/*  q31(a, b), not both -2^31. */
static inline adder_lanes_s32 adder_q31_lanes(adder_lanes_s32 a, adder_lanes_s32 b) {
  const __m512i half = _mm512_set1_epi64(1 << 30);
  const __m512i even = _mm512_mul_epi32(a, b);
  const __m512i odd = _mm512_mul_epi32(_mm512_srli_epi64(a, 32), _mm512_srli_epi64(b, 32));
  return _mm512_mask_blend_epi32(
      0xaaaa, _mm512_srli_epi64(_mm512_add_epi64(even, half), 31),
      _mm512_slli_epi64(_mm512_add_epi64(odd, half), 1));
}

/*  x * 2^left */
static inline adder_lanes_s32 adder_shift_left_lanes(adder_lanes_s32 x, int32_t left) {
  return _mm512_sll_epi32(x, _mm_cvtsi32_si128(left));
}

/*  rshift(x, shift), 0 <= shift <= 31: the floor plus the first bit shifted out. */
static inline adder_lanes_s32 adder_rshift_lanes(adder_lanes_s32 x, int32_t shift) {
  const __m512i first = _mm512_sll_epi32(x, _mm_cvtsi32_si128(32 - shift));
  const __m512i floor = _mm512_sra_epi32(x, _mm_cvtsi32_si128(shift));
  return _mm512_add_epi32(floor, _mm512_srli_epi32(first, 31));
}

/*  rshift(q31(x, multiplier), shift), one factor for all lanes. */
static inline adder_lanes_s32 adder_rescale_lanes(adder_lanes_s32 x, int32_t multiplier, int32_t shift) {
  return adder_rshift_lanes(adder_q31_lanes(x, adder_set_s32(multiplier)), shift);
}

/*  The same with the factors of the channels from `first`. */
static inline adder_lanes_s32 adder_rescale_channels(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  const __m512i product = adder_q31_lanes(x, adder_load_s32(scale->multiplier + first));
  const __m512i shift = adder_load_u8(scale->shift + first);
  const __m512i bit = _mm512_sllv_epi32(product, _mm512_sub_epi32(adder_set_s32(32), shift));
  return _mm512_add_epi32(_mm512_srav_epi32(product, shift), _mm512_srli_epi32(bit, 31));
}

/*  scale(x, i) of the channels from `first`. */
static inline adder_lanes_s32 adder_scale_lanes(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  return adder_rescale_channels(adder_shift_left_lanes(x, scale->left), scale, first);
}

/*  Sums in 64 bits, any number of lanes. */
typedef __m512i adder_lanes_s64;

static inline adder_lanes_s64 adder_zero_s64(void) { return _mm512_setzero_si512(); }

/*  sum + x * x, lanes in any order. */
static inline adder_lanes_s64 adder_add_squares(adder_lanes_s64 sum, adder_lanes_s32 x) {
  const __m512i odd = _mm512_srli_epi64(x, 32);
  const __m512i even_sum = _mm512_add_epi64(sum, _mm512_mul_epi32(x, x));
  return _mm512_add_epi64(even_sum, _mm512_mul_epi32(odd, odd));
}

/*  The sum of all lanes. */
static inline uint64_t adder_total(adder_lanes_s64 sum) {
  return (uint64_t)_mm512_reduce_add_epi64(sum);
}

/* ---- functions ----------------------------------------------------------------------------- */

/*  x + y where the bit of a lane in `second` is 0, y - x where it is 1. */
static inline __m512i adder_butterfly(__m512i x, __m512i y, __mmask16 second) {
  return _mm512_mask_sub_epi32(_mm512_add_epi32(x, y), second, y, x);
}

/*  The Sylvester matrix of order 16 times x. */
static inline adder_lanes_s32 adder_sylvester_lanes(adder_lanes_s32 x) {
  x = adder_butterfly(x, _mm512_shuffle_epi32(x, _MM_PERM_CDAB), 0xaaaa);
  x = adder_butterfly(x, _mm512_shuffle_epi32(x, _MM_PERM_BADC), 0xcccc);
  x = adder_butterfly(x, _mm512_shuffle_i64x2(x, x, 0xb1), 0xf0f0);
  return adder_butterfly(x, _mm512_shuffle_i64x2(x, x, 0x4e), 0xff00);
}

static inline __m512i adder_join(__m256i low, __m256i high) {
  return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

/*  16 lanes of adder_softplus_table[index + next]. */
static inline __m512i adder_softplus_entries(__m512i index, int32_t next) {
  const int32_t *table = adder_softplus_table + next;
  return adder_join(
      adder_gather_s32(table, _mm512_castsi512_si256(index)),
      adder_gather_s32(table, _mm512_extracti64x4_epi64(index, 1)));
}

/*  16 lanes of adder_sigmoid_table[index] and the entry after it. */
static inline __m512i adder_sigmoid_pairs(__m512i index) {
  return adder_join(
      adder_gather_pairs(adder_sigmoid_table, _mm512_castsi512_si256(index)),
      adder_gather_pairs(adder_sigmoid_table, _mm512_extracti64x4_epi64(index, 1)));
}

/*  sigmoid(u, fraction_bits)
 *
 *  A lane gathers two neighbours of the table at once; one product adds both by their weights.
 */
static inline adder_lanes_s16 adder_sigmoid_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  const __m512i magnitude = _mm512_cvtepu16_epi32(_mm256_abs_epi16(u));
  const __m512i scaled = _mm512_sll_epi32(magnitude, _mm_cvtsi32_si128(12 - fraction_bits));
  const __m512i a = _mm512_min_epi32(scaled, adder_set_s32(65535));
  const __m512i ends = adder_sigmoid_pairs(_mm512_srli_epi32(a, 7));
  const __m512i part = _mm512_and_si512(a, adder_set_s32(127));
  const __m512i rest = _mm512_sub_epi32(adder_set_s32(128), part);
  const __m512i weights = _mm512_or_si512(_mm512_slli_epi32(part, 16), rest);
  const __m512i sum = _mm512_dpwssd_epi32(adder_set_s32(64), ends, weights);
  const __m256i v = _mm512_cvtepi32_epi16(_mm512_srli_epi32(sum, 7));
  return _mm256_mask_sub_epi16(v, _mm256_movepi16_mask(u), _mm256_set1_epi16(INT16_MIN), v);
}

/*  silu(u, fraction_bits) */
static inline adder_lanes_s16 adder_silu_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  return adder_q15_lanes(u, adder_sigmoid_lanes(u, fraction_bits));
}

/*  softplus(u) */
static inline adder_lanes_s32 adder_softplus_lanes(adder_lanes_s16 u) {
  const __m512i magnitude = _mm512_cvtepu16_epi32(_mm256_abs_epi16(u));
  const __m512i a = _mm512_min_epi32(magnitude, adder_set_s32(16383));
  const __m512i index = _mm512_srli_epi32(a, 5);
  const __m512i low = adder_softplus_entries(index, 0);
  const __m512i high = adder_softplus_entries(index, 1);
  const __m512i part = _mm512_and_si512(a, adder_set_s32(31));
  const __m512i slope = _mm512_mullo_epi32(_mm512_sub_epi32(high, low), part);
  const __m512i relu = adder_widen_15(_mm256_max_epi16(u, _mm256_setzero_si256()));
  return _mm512_add_epi32(_mm512_add_epi32(relu, low), adder_rshift_lanes(slope, 5));
}

#endif /* ADDER_LANES_H */
