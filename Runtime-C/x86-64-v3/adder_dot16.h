/* SPDX-License-Identifier: MIT */
/*  adder_dot16.h -- dot products of int16 inputs for a panel of 16 rows, two columns at a time. */
#ifndef ADDER_DOT16_H
#define ADDER_DOT16_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum { adder_dot16_rows = 16 };

/*  sum + w . x of 8 rows x 2 columns. */
static inline __m256i adder_dot16_add(__m256i sum, const int8_t *weight, __m256i x) {
  const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)weight);
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_cvtepi8_epi16(bytes), x));
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, int32_t columns) {
  __m256i low = _mm256_setzero_si256();
  __m256i high = low;
  for (int32_t j = 0; j < columns; j += 2) {
    int32_t pair = 0;
    if (columns - j >= 2) { /* constant sizes, or the copy becomes a call */
      memcpy(&pair, x + j, 4);
    } else {
      memcpy(&pair, x + j, 2);
    }
    const __m256i v = _mm256_set1_epi32(pair);
    low = adder_dot16_add(low, weight, v);
    high = adder_dot16_add(high, weight + 16, v);
    weight += 2 * adder_dot16_rows;
  }
  _mm256_storeu_si256((__m256i *)(void *)sum, low);
  _mm256_storeu_si256((__m256i *)(void *)(sum + 8), high);
}

#endif /* ADDER_DOT16_H */
