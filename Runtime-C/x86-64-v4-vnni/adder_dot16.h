/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot16.h -- dot products of int16 inputs for a panel of 16 rows, with vpdpwssd.
 *
 *  Two columns of the panel are one vector after widening; both meet their inputs in one
 *  multiplication.
 */
#ifndef ADDER_DOT16_H
#define ADDER_DOT16_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum { adder_dot16_rows = 16 };

/*  sum += weight . x of 2 columns. */
static inline __m512i adder_dot16_add(__m512i sum, const int8_t *weight, const int16_t *x) {
  const __m256i w = _mm256_loadu_si256((const __m256i *)(const void *)weight);
  int32_t two;
  memcpy(&two, x, sizeof two);
  return _mm512_dpwssd_epi32(sum, _mm512_cvtepi8_epi16(w), _mm512_set1_epi32(two));
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, int32_t columns) {
  __m512i s0 = _mm512_setzero_si512();
  __m512i s1 = s0;
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
  _mm512_storeu_si512(sum, _mm512_add_epi32(s0, s1));
}

#endif /* ADDER_DOT16_H */
