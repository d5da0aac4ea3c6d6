/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_lanes16.h -- 16 lanes of int16: the half of adder_lanes.h that needs AVX2 alone.
 *
 *  adder_lanes.h includes it, and defines adder_negated_power for it before.
 */
#ifndef ADDER_LANES16_H
#define ADDER_LANES16_H

#include <immintrin.h>
#include <stdint.h>

enum { adder_lanes = 16 };

typedef __m256i adder_lanes_s16;

/*  -2^(15 - k), 0 <= k < 2^14; for k above 15 as for 15. */
static inline adder_lanes_s16 adder_negated_power(adder_lanes_s16 k);

/* ---- memory ------------------------------------------------------------------------------ */

static inline __m128i adder_load_128(const void *p) {
  return _mm_loadu_si128((const __m128i *)p);
}

static inline __m256i adder_load_256(const void *p) {
  return _mm256_loadu_si256((const __m256i *)p);
}

static inline void adder_store_256(void *p, __m256i x) { _mm256_storeu_si256((__m256i *)p, x); }

static inline adder_lanes_s16 adder_load_s16(const int16_t *p) { return adder_load_256(p); }

static inline adder_lanes_s16 adder_load_s8(const int8_t *p) {
  return _mm256_cvtepi8_epi16(adder_load_128(p));
}

static inline void adder_store_s16(int16_t *p, adder_lanes_s16 x) { adder_store_256(p, x); }

/*  sat8 of all lanes. */
static inline void adder_store_s8(int8_t *p, adder_lanes_s16 x) {
  const __m128i packed =
      _mm_packs_epi16(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
  _mm_storeu_si128((__m128i *)(void *)p, packed);
}

/*  p[0] in all lanes. */
static inline adder_lanes_s16 adder_broadcast_s16(const int16_t *p) {
  return _mm256_set1_epi16(*p);
}

/*  8 lanes of table[index] and the element after it: 4 bytes from 2 * index. */
static inline __m256i adder_gather_pairs(const int16_t *table, __m256i index) {
  return _mm256_i32gather_epi32((const int *)(const void *)table, index, 2);
}

/*  8 lanes of table[index]. */
static inline __m256i adder_gather_s32(const int32_t *table, __m256i index) {
  return _mm256_i32gather_epi32(table, index, 4);
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

static inline adder_lanes_s16 adder_clamp_s16(adder_lanes_s16 x, int16_t low, int16_t high) {
  return _mm256_min_epi16(_mm256_max_epi16(x, _mm256_set1_epi16(low)), _mm256_set1_epi16(high));
}

static inline adder_lanes_s16 adder_q15_lanes(adder_lanes_s16 a, adder_lanes_s16 b) {
  return _mm256_mulhrs_epi16(a, b);
}

/*  sat16(a - b) */
static inline adder_lanes_s16 adder_subtract_s16(adder_lanes_s16 a, adder_lanes_s16 b) {
  return _mm256_subs_epi16(a, b);
}

/*  negated_decay(dt, a, fraction_bits)
 *
 *  Both halves of p stay in lanes of 16 bits, and k and f are put together from them. The shift
 *  by k is a rounded product with a power of two, negated as 2^15 would not fit.
 */
static inline adder_lanes_s16 adder_negated_decay_lanes(
    adder_lanes_s16 dt, adder_lanes_s16 a, int32_t fraction_bits) {
  const __m128i down = _mm_cvtsi32_si128(fraction_bits - 16);
  const __m128i up = _mm_cvtsi32_si128(31 - fraction_bits);
  const __m128i past = _mm_cvtsi32_si128(fraction_bits - 15);
  const __m256i high = _mm256_mulhi_epi16(dt, a);
  const __m256i low = _mm256_mullo_epi16(dt, a);
  const __m256i k = _mm256_srl_epi16(high, down);
  const __m256i bits = _mm256_or_si256(_mm256_sll_epi16(high, up), _mm256_srl_epi16(low, past));
  const __m256i f = _mm256_and_si256(bits, _mm256_set1_epi16(0x7fff));
  const __m256i t2 = _mm256_add_epi16(
      _mm256_mulhrs_epi16(f, _mm256_set1_epi16(1307)), _mm256_set1_epi16(-7587));
  const __m256i t1 = _mm256_add_epi16(_mm256_mulhrs_epi16(t2, f), _mm256_set1_epi16(22666));
  const __m256i t = _mm256_mulhrs_epi16(t1, f);
  const __m256i d = _mm256_min_epu16(
      _mm256_sub_epi16(_mm256_set1_epi16(INT16_MIN), t), _mm256_set1_epi16(INT16_MAX));
  return _mm256_mulhrs_epi16(d, adder_negated_power(k));
}

#endif /* ADDER_LANES16_H */
