/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot16.h -- dot products of int16 inputs for a panel of 16 rows, with pmaddwd.
 *
 *  Two columns of 8 rows are one vector after widening; both meet their inputs in one
 *  multiplication.
 */
#ifndef ADDER_DOT16_H
#define ADDER_DOT16_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum { adder_dot16_rows = 16 };

/*  16 sums. */
typedef struct {
  __m256i low;
  __m256i high;
} adder_dot16_sums;

/*  sum += weight . x of 2 columns of 8 rows. */
static inline __m256i adder_dot16_8(__m256i sum, const int8_t *weight, __m256i x) {
  const __m128i w = _mm_loadu_si128((const __m128i *)(const void *)weight);
  return _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_cvtepi8_epi16(w), x));
}

/*  sum += weight . x of 2 columns. */
static inline adder_dot16_sums adder_dot16_add(
    adder_dot16_sums sum, const int8_t *weight, const int16_t *x) {
  int32_t two;
  memcpy(&two, x, sizeof two);
  const __m256i v = _mm256_set1_epi32(two);
  sum.low = adder_dot16_8(sum.low, weight, v);
  sum.high = adder_dot16_8(sum.high, weight + adder_dot16_rows, v);
  return sum;
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, int32_t columns) {
  adder_dot16_sums s0 = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  adder_dot16_sums s1 = s0;
  int32_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    s0 = adder_dot16_add(s0, weight, x + j);
    s1 = adder_dot16_add(s1, weight + 2 * adder_dot16_rows, x + j + 2);
    weight += 4 * adder_dot16_rows;
  }
  for (; j + 2 <= columns; j += 2) {
    s0 = adder_dot16_add(s0, weight, x + j);
    weight += 2 * adder_dot16_rows;
  }
  if (j < columns) {
    const int16_t last[2] = {x[j], 0};
    s1 = adder_dot16_add(s1, weight, last);
  }
  _mm256_storeu_si256((__m256i *)(void *)sum, _mm256_add_epi32(s0.low, s1.low));
  _mm256_storeu_si256((__m256i *)(void *)(sum + 8), _mm256_add_epi32(s0.high, s1.high));
}

#endif /* ADDER_DOT16_H */
