/* SPDX-License-Identifier: MIT */
/*  adder_dot.h -- int8 dot products of a panel of 16 rows, with AVX2.
 *
 *  maddubs wants one factor without a sign: |x| times the weight with the sign of x. Weights are
 *  within -127...127, so the sum of two products fits int16.
 */
#ifndef ADDER_DOT_H
#define ADDER_DOT_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot_rows = 16,
  adder_dot_tile = 64,    /* bytes of 16 rows x 4 columns */
  adder_dot_positions = 4 /* positions that share a weight in a register */
};

/*  The next `count` inputs, at most 4, and zeros, in all lanes. */
static inline __m256i adder_dot_inputs(const int8_t *x, int32_t count) {
  int32_t four = 0;
  if (count >= 4) {
    memcpy(&four, x, 4);
  } else {
    memcpy(&four, x, (size_t)count);
  }
  return _mm256_set1_epi32(four);
}

/*  sum + w . x of 8 rows. */
static inline __m256i adder_dot_add(__m256i sum, __m256i w, __m256i x) {
  const __m256i pairs = _mm256_maddubs_epi16(_mm256_abs_epi8(x), _mm256_sign_epi8(w, x));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

static inline __m256i adder_dot_load(const int8_t *weight) {
  return _mm256_loadu_si256((const __m256i *)(const void *)weight);
}

static inline void adder_dot_store(int32_t *sum, __m256i low, __m256i high) {
  _mm256_storeu_si256((__m256i *)(void *)sum, low);
  _mm256_storeu_si256((__m256i *)(void *)(sum + 8), high);
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  __m256i low = _mm256_setzero_si256();
  __m256i high = low;
  for (int32_t j = 0; j < columns; j += 4) {
    const __m256i v = adder_dot_inputs(x + j, columns - j);
    low = adder_dot_add(low, adder_dot_load(weight), v);
    high = adder_dot_add(high, adder_dot_load(weight + 32), v);
    weight += adder_dot_tile;
  }
  adder_dot_store(sum, low, high);
}

/*  The same for 4 positions: sum [4, 16], x [4, columns]. */
static inline void adder_dot_s8_tile(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  __m256i low[adder_dot_positions];
  __m256i high[adder_dot_positions];
  for (int32_t t = 0; t < adder_dot_positions; ++t) {
    low[t] = _mm256_setzero_si256();
    high[t] = low[t];
  }
  for (int32_t j = 0; j < columns; j += 4) {
    const __m256i w0 = adder_dot_load(weight);
    const __m256i w1 = adder_dot_load(weight + 32);
    for (int32_t t = 0; t < adder_dot_positions; ++t) {
      const __m256i v = adder_dot_inputs(x + (ptrdiff_t)t * columns + j, columns - j);
      low[t] = adder_dot_add(low[t], w0, v);
      high[t] = adder_dot_add(high[t], w1, v);
    }
    weight += adder_dot_tile;
  }
  for (int32_t t = 0; t < adder_dot_positions; ++t) {
    adder_dot_store(sum + t * adder_dot_rows, low[t], high[t]);
  }
}

#endif /* ADDER_DOT_H */
