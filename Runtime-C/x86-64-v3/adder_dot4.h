/* SPDX-License-Identifier: MIT */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with AVX2.
 *
 *  Weights come as w + 8, without a sign as maddubs wants them; 8 times the sum of the inputs is
 *  taken off by starting from it.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include "adder_dot.h"

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64 /* bytes of 16 rows x 8 columns */
};

/*  sum + (w + 8) . x of 8 rows x 8 columns; four products in int16 are at most 4 * 15 * 128. */
static inline __m256i adder_dot4_add(
    __m256i sum, const uint8_t *weight, __m256i x0, __m256i x1) {
  const __m256i nibble = _mm256_set1_epi8(15);
  const __m256i w = _mm256_loadu_si256((const __m256i *)(const void *)weight);
  const __m256i low = _mm256_and_si256(w, nibble);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(w, 4), nibble);
  const __m256i pairs =
      _mm256_add_epi16(_mm256_maddubs_epi16(low, x0), _mm256_maddubs_epi16(high, x1));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  int32_t total = 0;
  for (int32_t j = 0; j < columns; ++j) {
    total += x[j];
  }
  __m256i low = _mm256_set1_epi32(-8 * total);
  __m256i high = low;
  for (int32_t j = 0; j < columns; j += 8) {
    const int32_t left = columns - j;
    const __m256i x0 = adder_dot_inputs(x + j, left);
    const __m256i x1 =
        left > 4 ? adder_dot_inputs(x + j + 4, left - 4) : _mm256_setzero_si256();
    low = adder_dot4_add(low, weight, x0, x1);
    high = adder_dot4_add(high, weight + 32, x0, x1);
    weight += adder_dot4_tile;
  }
  adder_dot_store(dot, low, high);
}

#endif /* ADDER_DOT4_H */
