/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with vpdpbusd.
 *
 *  Weights are unsigned, w + 8, so 8 times the sum of the inputs is taken off.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64,   /* bytes of 16 rows x 8 columns */
  adder_dot4_ahead = 4096 /* bytes from a weight to the one that is prefetched */
};

/*  4 inputs in all lanes. */
static inline __m512i adder_dot4_inputs(const int8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm512_set1_epi32(four);
}

/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const __m512i low_bits = _mm512_set1_epi8(15);
  const __m512i offset = _mm512_set1_epi8(8);
  __m512i low = _mm512_setzero_si512();
  __m512i high = low;
  __m512i low_excess = low;
  __m512i high_excess = low;
  int8_t last[8] = {0};
  for (int32_t j = 0; j < columns; j += 8) {
    const int8_t *v = x + j;
    if (columns - j < 8) {
      memcpy(last, v, (size_t)(columns - j));
      v = last;
    }
    const __m512i w = _mm512_loadu_si512(weight);
    _mm_prefetch((const char *)(weight + adder_dot4_ahead), _MM_HINT_T0);
    const __m512i x0 = adder_dot4_inputs(v);
    const __m512i x1 = adder_dot4_inputs(v + 4);
    low = _mm512_dpbusd_epi32(low, _mm512_and_si512(w, low_bits), x0);
    high = _mm512_dpbusd_epi32(
        high, _mm512_and_si512(_mm512_srli_epi16(w, 4), low_bits), x1);
    low_excess = _mm512_dpbusd_epi32(low_excess, offset, x0);
    high_excess = _mm512_dpbusd_epi32(high_excess, offset, x1);
    weight += adder_dot4_tile;
  }
  const __m512i sum = _mm512_add_epi32(low, high);
  const __m512i excess = _mm512_add_epi32(low_excess, high_excess);
  _mm512_storeu_si512(dot, _mm512_sub_epi32(sum, excess));
}

#endif /* ADDER_DOT4_H */
