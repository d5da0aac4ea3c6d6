/* SPDX-License-Identifier: MIT */
<<<<<<< HEAD
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with vpdpbusd.
 *
 *  Weights are unsigned, w + 8, so 8 times the sum of the inputs is taken off.
=======
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with AVX512-VNNI.
 *
 *  Weights come as w + 8, without a sign as vpdpbusd wants them; 8 times the sum of the inputs is
 *  taken off by starting from it.
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

<<<<<<< HEAD
#include <immintrin.h>
#include <stdint.h>
#include <string.h>
=======
#include "adder_dot.h"
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64 /* bytes of 16 rows x 8 columns */
};

<<<<<<< HEAD
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
=======
/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const __m512i nibble = _mm512_set1_epi8(15);
  int32_t total = 0;
  for (int32_t j = 0; j < columns; ++j) {
    total += x[j];
  }
  __m512i even = _mm512_set1_epi32(-8 * total);
  __m512i odd = _mm512_setzero_si512();
  for (int32_t j = 0; j < columns; j += 8) {
    const int32_t left = columns - j;
    const __m512i w = _mm512_loadu_si512(weight);
    const __m512i x0 = adder_dot_inputs(x + j, left);
    const __m512i x1 =
        left > 4 ? adder_dot_inputs(x + j + 4, left - 4) : _mm512_setzero_si512();
    even = _mm512_dpbusd_epi32(even, _mm512_and_si512(w, nibble), x0);
    odd = _mm512_dpbusd_epi32(odd, _mm512_and_si512(_mm512_srli_epi16(w, 4), nibble), x1);
    weight += adder_dot4_tile;
  }
  _mm512_storeu_si512(dot, _mm512_add_epi32(even, odd));
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
}

#endif /* ADDER_DOT4_H */
