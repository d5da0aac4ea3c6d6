/* SPDX-License-Identifier: MIT */
/*  adder_lanes.h -- the primitives of adder_fixed.h on 16 lanes, with AVX2.
 *
<<<<<<< HEAD
 *  Names and results are those of adder_fixed.h. 16 lanes of int16 are a register, 16 lanes of
 *  int32 a pair.
=======
 *  Names and results are those of adder_fixed.h; its comments say which instruction has the same
 *  bits. 16 lanes of int16 are one register. 16 lanes of int32 are a pair in the order in which
 *  unpack and pack work, within halves of 128 bits: `low` has lanes 0...3 and 8...11, `high` has
 *  4...7 and 12...15. Only loads and stores need to know.
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
 */
#ifndef ADDER_LANES_H
#define ADDER_LANES_H

#include "adder_fixed.h"
#include "adder_kernels.h"
<<<<<<< HEAD
#include "adder_lanes16.h"

#include <string.h>

=======

#include <immintrin.h>
#include <string.h>

enum { adder_lanes = 16 };

typedef __m256i adder_lanes_s16;

>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
typedef struct {
  __m256i low;
  __m256i high;
} adder_lanes_s32;

<<<<<<< HEAD
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
=======
/*  Two factors, for adder_add_products. */
typedef __m256i adder_lanes_pair;

/* ---- memory ------------------------------------------------------------------------------ */

static inline __m128i adder_load_half(const void *p) {
  return _mm_loadu_si128((const __m128i *)p);
}

static inline adder_lanes_s16 adder_load_s16(const int16_t *p) {
  return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

static inline void adder_store_s16(int16_t *p, adder_lanes_s16 x) {
  _mm256_storeu_si256((__m256i *)(void *)p, x);
}

static inline adder_lanes_s16 adder_load_s8(const int8_t *p) {
  return _mm256_cvtepi8_epi16(adder_load_half(p));
}

/*  sat8 of all lanes. */
static inline void adder_store_s8(int8_t *p, adder_lanes_s16 x) {
  const __m128i bytes = _mm_packs_epi16(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1));
  _mm_storeu_si128((__m128i *)(void *)p, bytes);
}

static inline adder_lanes_s32 adder_load_s32(const int32_t *p) {
  const adder_lanes_s32 x = {
      _mm256_inserti128_si256(
          _mm256_castsi128_si256(adder_load_half(p)), adder_load_half(p + 8), 1),
      _mm256_inserti128_si256(
          _mm256_castsi128_si256(adder_load_half(p + 4)), adder_load_half(p + 12), 1)};
  return x;
}

static inline void adder_store_s32(int32_t *p, adder_lanes_s32 x) {
  _mm_storeu_si128((__m128i *)(void *)p, _mm256_castsi256_si128(x.low));
  _mm_storeu_si128((__m128i *)(void *)(p + 4), _mm256_castsi256_si128(x.high));
  _mm_storeu_si128((__m128i *)(void *)(p + 8), _mm256_extracti128_si256(x.low, 1));
  _mm_storeu_si128((__m128i *)(void *)(p + 12), _mm256_extracti128_si256(x.high, 1));
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  16 bytes without a sign. */
static inline adder_lanes_s32 adder_load_u8(const uint8_t *p) {
<<<<<<< HEAD
  const __m128i x = adder_load_128(p);
  return adder_pair(_mm256_cvtepu8_epi32(x), _mm256_cvtepu8_epi32(_mm_srli_si128(x, 8)));
=======
  const __m256i bytes = _mm256_broadcastsi128_si256(adder_load_half(p));
  const __m256i low = _mm256_setr_epi8(
      0, -1, -1, -1, 1, -1, -1, -1, 2, -1, -1, -1, 3, -1, -1, -1,
      8, -1, -1, -1, 9, -1, -1, -1, 10, -1, -1, -1, 11, -1, -1, -1);
  const __m256i high = _mm256_setr_epi8(
      4, -1, -1, -1, 5, -1, -1, -1, 6, -1, -1, -1, 7, -1, -1, -1,
      12, -1, -1, -1, 13, -1, -1, -1, 14, -1, -1, -1, 15, -1, -1, -1);
  const adder_lanes_s32 wide = {_mm256_shuffle_epi8(bytes, low), _mm256_shuffle_epi8(bytes, high)};
  return wide;
}

/*  p[0] in all lanes. */
static inline adder_lanes_s16 adder_broadcast_s16(const int16_t *p) {
  return _mm256_set1_epi16(p[0]);
}

/*  p[0] and p[1]. */
static inline adder_lanes_pair adder_broadcast_pair(const int16_t *p) {
  int32_t both;
  memcpy(&both, p, sizeof both);
  return _mm256_set1_epi32(both);
}

static inline adder_lanes_s32 adder_set_s32(int32_t x) {
  const adder_lanes_s32 lanes = {_mm256_set1_epi32(x), _mm256_set1_epi32(x)};
  return lanes;
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/* ---- between int16 and int32 --------------------------------------------------------------- */

static inline adder_lanes_s32 adder_widen(adder_lanes_s16 x) {
<<<<<<< HEAD
  return adder_pair(
      _mm256_cvtepi16_epi32(_mm256_castsi256_si128(x)),
      _mm256_cvtepi16_epi32(_mm256_extracti128_si256(x, 1)));
}

/*  The same without a sign. */
static inline adder_lanes_s32 adder_widen_u16(__m256i x) {
  return adder_pair(
      _mm256_cvtepu16_epi32(_mm256_castsi256_si128(x)),
      _mm256_cvtepu16_epi32(_mm256_extracti128_si256(x, 1)));
=======
  const adder_lanes_s32 wide = {
      _mm256_srai_epi32(_mm256_unpacklo_epi16(x, x), 16),
      _mm256_srai_epi32(_mm256_unpackhi_epi16(x, x), 16)};
  return wide;
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  x * 2^15 */
static inline adder_lanes_s32 adder_widen_15(adder_lanes_s16 x) {
<<<<<<< HEAD
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
=======
  const __m256i zero = _mm256_setzero_si256();
  const adder_lanes_s32 wide = {
      _mm256_srai_epi32(_mm256_unpacklo_epi16(zero, x), 1),
      _mm256_srai_epi32(_mm256_unpackhi_epi16(zero, x), 1)};
  return wide;
}

/*  a * b */
static inline adder_lanes_s32 adder_product(adder_lanes_s16 a, adder_lanes_s16 b) {
  const __m256i bottom = _mm256_mullo_epi16(a, b);
  const __m256i top = _mm256_mulhi_epi16(a, b);
  const adder_lanes_s32 wide = {
      _mm256_unpacklo_epi16(bottom, top), _mm256_unpackhi_epi16(bottom, top)};
  return wide;
}

static inline adder_lanes_s16 adder_sat16_lanes(adder_lanes_s32 x) {
  return _mm256_packs_epi32(x.low, x.high);
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/* ---- arithmetic ---------------------------------------------------------------------------- */

<<<<<<< HEAD
static inline adder_lanes_s32 adder_add_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high));
}

static inline adder_lanes_s32 adder_subtract_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  return adder_pair(_mm256_sub_epi32(a.low, b.low), _mm256_sub_epi32(a.high, b.high));
=======
static inline adder_lanes_s16 adder_clamp_s16(adder_lanes_s16 x, int16_t low, int16_t high) {
  return _mm256_min_epi16(_mm256_max_epi16(x, _mm256_set1_epi16(low)), _mm256_set1_epi16(high));
}

static inline adder_lanes_s32 adder_add_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 sum = {_mm256_add_epi32(a.low, b.low), _mm256_add_epi32(a.high, b.high)};
  return sum;
}

static inline adder_lanes_s32 adder_subtract_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 difference = {
      _mm256_sub_epi32(a.low, b.low), _mm256_sub_epi32(a.high, b.high)};
  return difference;
}

/*  a * b, which must fit. */
static inline adder_lanes_s32 adder_multiply_s32(adder_lanes_s32 a, adder_lanes_s32 b) {
  const adder_lanes_s32 product = {
      _mm256_mullo_epi32(a.low, b.low), _mm256_mullo_epi32(a.high, b.high)};
  return product;
}

static inline adder_lanes_s16 adder_q15_lanes(adder_lanes_s16 a, adder_lanes_s16 b) {
  return _mm256_mulhrs_epi16(a, b);
}

/*  sat16(a - b) */
static inline adder_lanes_s16 adder_subtract_s16(adder_lanes_s16 a, adder_lanes_s16 b) {
  return _mm256_subs_epi16(a, b);
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  a + x * y */
static inline adder_lanes_s32 adder_add_product(
    adder_lanes_s32 a, adder_lanes_s16 x, adder_lanes_s16 y) {
  return adder_add_s32(a, adder_product(x, y));
}

<<<<<<< HEAD
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
=======
/*  a + x0 * c[0] + x1 * c[1] */
static inline adder_lanes_s32 adder_add_products(
    adder_lanes_s32 a, adder_lanes_s16 x0, adder_lanes_s16 x1, adder_lanes_pair c) {
  const adder_lanes_s32 products = {
      _mm256_madd_epi16(_mm256_unpacklo_epi16(x0, x1), c),
      _mm256_madd_epi16(_mm256_unpackhi_epi16(x0, x1), c)};
  return adder_add_s32(a, products);
}

/*  a + x * sign, sign 1 or -1. */
static inline adder_lanes_s32 adder_add_signed(adder_lanes_s32 a, adder_lanes_s32 x, int8_t sign) {
  const __m256i s = _mm256_set1_epi32(sign);
  const adder_lanes_s32 sum = {
      _mm256_add_epi32(a.low, _mm256_sign_epi32(x.low, s)),
      _mm256_add_epi32(a.high, _mm256_sign_epi32(x.high, s))};
  return sum;
}

/*  Sums in 64 bits, any number of lanes. */
typedef __m256i adder_lanes_s64;

static inline adder_lanes_s64 adder_zero_s64(void) { return _mm256_setzero_si256(); }

/*  sum + x * x, lanes in any order. */
static inline adder_lanes_s64 adder_add_squares(adder_lanes_s64 sum, adder_lanes_s32 x) {
  const __m256i odd_low = _mm256_srli_epi64(x.low, 32);
  const __m256i odd_high = _mm256_srli_epi64(x.high, 32);
  sum = _mm256_add_epi64(sum, _mm256_mul_epi32(x.low, x.low));
  sum = _mm256_add_epi64(sum, _mm256_mul_epi32(x.high, x.high));
  sum = _mm256_add_epi64(sum, _mm256_mul_epi32(odd_low, odd_low));
  return _mm256_add_epi64(sum, _mm256_mul_epi32(odd_high, odd_high));
}

/*  The sum of all lanes. */
static inline uint64_t adder_total(adder_lanes_s64 sum) {
  uint64_t part[4];
  _mm256_storeu_si256((__m256i *)(void *)part, sum);
  return part[0] + part[1] + part[2] + part[3];
}

/*  q31 of one register: even lanes come out at the bottom of 64 bits, odd ones at the top. */
static inline __m256i adder_q31_half(__m256i a, __m256i b) {
  const __m256i half = _mm256_set1_epi64x(1 << 30);
  const __m256i even = _mm256_add_epi64(_mm256_mul_epi32(a, b), half);
  const __m256i odd = _mm256_add_epi64(
      _mm256_mul_epi32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32)), half);
  return _mm256_blend_epi32(_mm256_srli_epi64(even, 31), _mm256_slli_epi64(odd, 1), 0xaa);
}

/*  rshift of one register: a count of 0 - 1 shifts everything out. */
static inline __m256i adder_rshift_half(__m256i x, __m256i shift) {
  const __m256i one = _mm256_set1_epi32(1);
  const __m256i last = _mm256_and_si256(_mm256_srlv_epi32(x, _mm256_sub_epi32(shift, one)), one);
  return _mm256_add_epi32(_mm256_srav_epi32(x, shift), last);
}

/*  q31(a, b), not both -2^31. */
static inline adder_lanes_s32 adder_q31_lanes(adder_lanes_s32 x, adder_lanes_s32 y) {
  const adder_lanes_s32 q = {adder_q31_half(x.low, y.low), adder_q31_half(x.high, y.high)};
  return q;
}

/*  rshift by the same number in all lanes. */
static inline adder_lanes_s32 adder_rshift_lanes(adder_lanes_s32 x, int32_t shift) {
  const __m256i s = _mm256_set1_epi32(shift);
  const adder_lanes_s32 shifted = {adder_rshift_half(x.low, s), adder_rshift_half(x.high, s)};
  return shifted;
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  rshift(q31(x, multiplier), shift), one factor for all lanes. */
static inline adder_lanes_s32 adder_rescale(adder_lanes_s32 x, int32_t multiplier, int32_t shift) {
  return adder_rshift_lanes(adder_q31_lanes(x, adder_set_s32(multiplier)), shift);
}

/*  The same with the factors of the channels from `first`. */
static inline adder_lanes_s32 adder_rescale_channels(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
<<<<<<< HEAD
  const adder_lanes_s32 product = adder_q31_lanes(x, adder_load_s32(scale->multiplier + first));
  const adder_lanes_s32 shift = adder_load_u8(scale->shift + first);
  return adder_pair(
      adder_rshift_8(product.low, shift.low), adder_rshift_8(product.high, shift.high));
=======
  const adder_lanes_s32 q = adder_q31_lanes(x, adder_load_s32(scale->multiplier + first));
  const adder_lanes_s32 s = adder_load_u8(scale->shift + first);
  const adder_lanes_s32 scaled = {
      adder_rshift_half(q.low, s.low), adder_rshift_half(q.high, s.high)};
  return scaled;
}

/*  x * 2^left */
static inline adder_lanes_s32 adder_shift_left_lanes(adder_lanes_s32 x, int32_t left) {
  const __m128i count = _mm_cvtsi32_si128(left);
  const adder_lanes_s32 shifted = {
      _mm256_sll_epi32(x.low, count), _mm256_sll_epi32(x.high, count)};
  return shifted;
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  scale(x, i) of the channels from `first`. */
static inline adder_lanes_s32 adder_scale_lanes(
    adder_lanes_s32 x, const adder_channel_scale *scale, ptrdiff_t first) {
  return adder_rescale_channels(adder_shift_left_lanes(x, scale->left), scale, first);
}

<<<<<<< HEAD
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
=======
/* ---- functions ----------------------------------------------------------------------------- */

/*  -2^(15-k) for k = whole, at most 15.
 *
 *  AVX2 cannot shift lanes of 16 bits by different counts; a shuffle looks the bytes up instead:
 *  the high one at k, all ones from 8 on, the low one at k - 8, nothing where that is negative.
 */
static inline __m256i adder_negated_power(__m256i whole) {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
  return _mm256_srav_epi16(_mm256_set1_epi16(INT16_MIN), whole);
#else
  const __m256i bytes = _mm256_setr_epi8(
      -128, -64, -32, -16, -8, -4, -2, -1, -1, -1, -1, -1, -1, -1, -1, -1,
      -128, -64, -32, -16, -8, -4, -2, -1, -1, -1, -1, -1, -1, -1, -1, -1);
  const __m256i k = _mm256_min_epi16(whole, _mm256_set1_epi16(15));
  const __m256i both = _mm256_or_si256(k, _mm256_slli_epi16(k, 8));
  return _mm256_shuffle_epi8(bytes, _mm256_add_epi8(both, _mm256_set1_epi16(0x00f8)));
#endif
}

/*  negated_decay(dt, a, fraction_bits)
 *
 *  The product is kept in two halves of 16 bits; the fraction lies across both.
 */
static inline adder_lanes_s16 adder_negated_decay_lanes(
    adder_lanes_s16 dt, adder_lanes_s16 a, int32_t fraction_bits) {
  const __m256i bottom = _mm256_mullo_epi16(dt, a);
  const __m256i top = _mm256_mulhi_epi16(dt, a);
  const __m256i whole = _mm256_srl_epi16(top, _mm_cvtsi32_si128(fraction_bits - 16));
  const __m256i bits = _mm256_or_si256(
      _mm256_sll_epi16(top, _mm_cvtsi32_si128(31 - fraction_bits)),
      _mm256_srl_epi16(bottom, _mm_cvtsi32_si128(fraction_bits - 15)));
  const __m256i f = _mm256_and_si256(bits, _mm256_set1_epi16(0x7fff));
  const __m256i t2 =
      _mm256_sub_epi16(_mm256_mulhrs_epi16(f, _mm256_set1_epi16(1307)), _mm256_set1_epi16(7587));
  const __m256i t1 = _mm256_add_epi16(_mm256_mulhrs_epi16(t2, f), _mm256_set1_epi16(22666));
  const __m256i t = _mm256_mulhrs_epi16(t1, f);
  /* min(32768 - t, 32767) */
  const __m256i d = _mm256_subs_epi16(
      _mm256_setzero_si256(), _mm256_add_epi16(t, _mm256_set1_epi16(INT16_MIN)));
  return _mm256_mulhrs_epi16(d, adder_negated_power(whole));
}

/*  One register of the Sylvester matrices at distances 1, 2 and 8: a neighbour plus or minus x. */
static inline __m256i adder_sylvester_half(__m256i x) {
  const __m256i sign1 = _mm256_setr_epi32(1, -1, 1, -1, 1, -1, 1, -1);
  const __m256i sign2 = _mm256_setr_epi32(1, 1, -1, -1, 1, 1, -1, -1);
  const __m256i sign8 = _mm256_setr_epi32(1, 1, 1, 1, -1, -1, -1, -1);
  x = _mm256_add_epi32(_mm256_shuffle_epi32(x, 0xb1), _mm256_sign_epi32(x, sign1));
  x = _mm256_add_epi32(_mm256_shuffle_epi32(x, 0x4e), _mm256_sign_epi32(x, sign2));
  return _mm256_add_epi32(_mm256_permute2x128_si256(x, x, 1), _mm256_sign_epi32(x, sign8));
}

/*  The Sylvester matrix of order 16 times x; distance 4 is that of the two registers. */
static inline adder_lanes_s32 adder_sylvester_lanes(adder_lanes_s32 x) {
  const adder_lanes_s32 y = {
      adder_sylvester_half(_mm256_add_epi32(x.low, x.high)),
      adder_sylvester_half(_mm256_sub_epi32(x.low, x.high))};
  return y;
}

/*  sigmoid(u, fraction_bits); one gather of 32 bits fetches two neighbours of the table. */
static inline adder_lanes_s16 adder_sigmoid_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  const int *table = (const int *)(const void *)adder_sigmoid_table;
  const __m256i zero = _mm256_setzero_si256();
  const __m256i word = _mm256_set1_epi32(0xffff);
  const __m256i magnitude = _mm256_abs_epi16(u);
  const __m256i limit = _mm256_set1_epi16((int16_t)(65535 >> (12 - fraction_bits)));
  const __m256i inside = _mm256_cmpeq_epi16(_mm256_min_epu16(magnitude, limit), magnitude);
  const __m256i shifted = _mm256_sll_epi16(magnitude, _mm_cvtsi32_si128(12 - fraction_bits));
  const __m256i a = _mm256_or_si256(shifted, _mm256_cmpeq_epi16(inside, zero));
  const __m256i index = _mm256_srli_epi16(a, 7);
  const __m256i part = _mm256_and_si256(a, _mm256_set1_epi16(127));
  const __m256i e0 = _mm256_i32gather_epi32(table, _mm256_unpacklo_epi16(index, zero), 2);
  const __m256i e1 = _mm256_i32gather_epi32(table, _mm256_unpackhi_epi16(index, zero), 2);
  const __m256i low = _mm256_packus_epi32(_mm256_and_si256(e0, word), _mm256_and_si256(e1, word));
  const __m256i high = _mm256_packus_epi32(_mm256_srli_epi32(e0, 16), _mm256_srli_epi32(e1, 16));
  const __m256i rise = _mm256_mullo_epi16(_mm256_sub_epi16(high, low), part);
  const __m256i rounded = _mm256_srai_epi16(_mm256_add_epi16(rise, _mm256_set1_epi16(64)), 7);
  const __m256i v = _mm256_add_epi16(low, rounded);
  const __m256i mirrored = _mm256_sub_epi16(_mm256_set1_epi16(INT16_MIN), v);
  return _mm256_blendv_epi8(v, mirrored, _mm256_srai_epi16(u, 15));
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  silu(u, fraction_bits) */
static inline adder_lanes_s16 adder_silu_lanes(adder_lanes_s16 u, int32_t fraction_bits) {
  return adder_q15_lanes(u, adder_sigmoid_lanes(u, fraction_bits));
}

<<<<<<< HEAD
/*  8 lanes of log(1 + exp(-|u|)), Q25. */
static inline __m256i adder_softplus_8(__m256i magnitude) {
  const __m256i a = _mm256_min_epi32(magnitude, _mm256_set1_epi32(16383));
  const __m256i index = _mm256_srli_epi32(a, 5);
  const __m256i low = adder_gather_s32(adder_softplus_table, index);
  const __m256i high = adder_gather_s32(adder_softplus_table + 1, index);
  const __m256i part = _mm256_and_si256(a, _mm256_set1_epi32(31));
  const __m256i slope = _mm256_mullo_epi32(_mm256_sub_epi32(high, low), part);
  return _mm256_add_epi32(low, adder_rshift_8(slope, _mm256_set1_epi32(5)));
=======
/*  log(1 + exp(-|u|)), Q25, of 8 lanes; a = min(|u|, 16383). */
static inline __m256i adder_softplus_half(__m256i a) {
  const __m256i index = _mm256_srli_epi32(a, 5);
  const __m256i part = _mm256_and_si256(a, _mm256_set1_epi32(31));
  const __m256i low = _mm256_i32gather_epi32((const int *)adder_softplus_table, index, 4);
  const __m256i high = _mm256_i32gather_epi32((const int *)adder_softplus_table + 1, index, 4);
  const __m256i rise = _mm256_mullo_epi32(_mm256_sub_epi32(high, low), part);
  const __m256i rounded = _mm256_srai_epi32(_mm256_add_epi32(rise, _mm256_set1_epi32(16)), 5);
  return _mm256_add_epi32(low, rounded);
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

/*  softplus(u) */
static inline adder_lanes_s32 adder_softplus_lanes(adder_lanes_s16 u) {
<<<<<<< HEAD
  const adder_lanes_s32 magnitude = adder_widen_u16(_mm256_abs_epi16(u));
  const adder_lanes_s32 relu = adder_widen_15(_mm256_max_epi16(u, _mm256_setzero_si256()));
  return adder_add_s32(
      relu, adder_pair(adder_softplus_8(magnitude.low), adder_softplus_8(magnitude.high)));
=======
  const __m256i zero = _mm256_setzero_si256();
  const __m256i a = _mm256_min_epu16(_mm256_abs_epi16(u), _mm256_set1_epi16(16383));
  const adder_lanes_s32 rest = {
      adder_softplus_half(_mm256_unpacklo_epi16(a, zero)),
      adder_softplus_half(_mm256_unpackhi_epi16(a, zero))};
  return adder_add_s32(adder_widen_15(_mm256_max_epi16(u, zero)), rest);
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

#endif /* ADDER_LANES_H */
