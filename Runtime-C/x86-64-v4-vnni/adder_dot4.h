/* SPDX-License-Identifier: MIT */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with AVX512-VNNI.
 *
 *  Weights come as w + 8, without a sign as vpdpbusd wants them; 8 times the sum of the inputs is
 *  taken off by starting from it.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include "adder_dot.h"

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64 /* bytes of 16 rows x 8 columns */
};

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
}

#endif /* ADDER_DOT4_H */
