/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with pmaddubsw.
 *
 *  Weights are unsigned, w + 8, so 8 times the inputs is taken off each product. Of 64 columns a
 *  lane of int16 has 32 products of at most 7 * 128: they fit, and are widened then.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64,     /* bytes of 16 rows x 8 columns */
  adder_dot4_columns = 64,  /* whose products fit int16 */
  adder_dot4_ahead = 4096   /* bytes from a weight to the one that is prefetched */
};

/*  4 inputs in all lanes. */
static inline __m256i adder_dot4_inputs(const int8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm256_set1_epi32(four);
}

/*  sum += weight . x of 8 rows x 8 columns; `excess` is 8 times the inputs. */
static inline __m256i adder_dot4_8(
    __m256i sum, const uint8_t *weight, __m256i x0, __m256i x1, __m256i excess) {
  const __m256i w = _mm256_loadu_si256((const __m256i *)(const void *)weight);
  const __m256i low_bits = _mm256_set1_epi8(15);
  const __m256i low = _mm256_and_si256(w, low_bits);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(w, 4), low_bits);
  const __m256i products =
      _mm256_add_epi16(_mm256_maddubs_epi16(low, x0), _mm256_maddubs_epi16(high, x1));
  return _mm256_add_epi16(sum, _mm256_sub_epi16(products, excess));
}

/*  sum += pairs of int16 */
static inline __m256i adder_dot4_widen(__m256i sum, __m256i pairs) {
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const __m256i offset = _mm256_set1_epi8(8);
  __m256i low = _mm256_setzero_si256();
  __m256i high = low;
  int8_t last[8] = {0};
  for (int32_t first = 0; first < columns; first += adder_dot4_columns) {
    __m256i low_pairs = _mm256_setzero_si256();
    __m256i high_pairs = low_pairs;
    for (int32_t j = first; j < columns && j < first + adder_dot4_columns; j += 8) {
      const int8_t *v = x + j;
      if (columns - j < 8) {
        memcpy(last, v, (size_t)(columns - j));
        v = last;
      }
      _mm_prefetch((const char *)(weight + adder_dot4_ahead), _MM_HINT_T0);
      const __m256i x0 = adder_dot4_inputs(v);
      const __m256i x1 = adder_dot4_inputs(v + 4);
      const __m256i excess =
          _mm256_add_epi16(_mm256_maddubs_epi16(offset, x0), _mm256_maddubs_epi16(offset, x1));
      low_pairs = adder_dot4_8(low_pairs, weight, x0, x1, excess);
      high_pairs = adder_dot4_8(high_pairs, weight + adder_dot4_tile / 2, x0, x1, excess);
      weight += adder_dot4_tile;
    }
    low = adder_dot4_widen(low, low_pairs);
    high = adder_dot4_widen(high, high_pairs);
  }
  _mm256_storeu_si256((__m256i *)(void *)dot, low);
  _mm256_storeu_si256((__m256i *)(void *)(dot + 8), high);
}

#endif /* ADDER_DOT4_H */
