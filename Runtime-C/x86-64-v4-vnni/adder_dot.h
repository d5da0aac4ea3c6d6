/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot.h -- int8 dot products of panels of 16 rows, with vpdpbusd.
 *
 *  One instruction multiplies 16 rows x 4 columns of weights with 4 inputs that are in all lanes,
 *  so a sum has its own lane and nothing is added across lanes. Inputs are offset by 128; the
 *  generator takes that out of the bias.
 */
#ifndef ADDER_DOT_H
#define ADDER_DOT_H

#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot_rows = 16,
  adder_dot_tile = 64,      /* bytes of 16 rows x 4 columns */
  adder_dot_positions = 4,  /* positions that share a weight in a register */
  adder_dot_streams = 4,    /* panels that are read at the same time */
  adder_dot_ahead = 1024    /* bytes from a weight to the one that is prefetched */
};

/*  4 inputs in all lanes, as unsigned bytes. */
static inline __m512i adder_dot_inputs(const int8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm512_xor_si512(_mm512_set1_epi32(four), _mm512_set1_epi8(-128));
}

/*  The last `count` inputs, less than 4; the weights of the others are 0. */
static inline __m512i adder_dot_last(const int8_t *x, int32_t count) {
  int8_t last[4] = {0};
  memcpy(last, x, (size_t)count);
  return adder_dot_inputs(last);
}

/*  sum += weight . x of one tile. */
static inline __m512i adder_dot_add(__m512i sum, const int8_t *weight, __m512i x) {
  return _mm512_dpbusd_epi32(sum, x, _mm512_loadu_si512(weight));
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  __m512i s0 = _mm512_setzero_si512();
  __m512i s1 = s0;
  __m512i s2 = s0;
  __m512i s3 = s0;
  int32_t j = 0;
  for (; j + 16 <= columns; j += 16) {
    s0 = adder_dot_add(s0, weight, adder_dot_inputs(x + j));
    s1 = adder_dot_add(s1, weight + adder_dot_tile, adder_dot_inputs(x + j + 4));
    s2 = adder_dot_add(s2, weight + 2 * adder_dot_tile, adder_dot_inputs(x + j + 8));
    s3 = adder_dot_add(s3, weight + 3 * adder_dot_tile, adder_dot_inputs(x + j + 12));
    weight += 4 * adder_dot_tile;
  }
  for (; j + 4 <= columns; j += 4) {
    s0 = adder_dot_add(s0, weight, adder_dot_inputs(x + j));
    weight += adder_dot_tile;
  }
  if (j < columns) {
    s1 = adder_dot_add(s1, weight, adder_dot_last(x + j, columns - j));
  }
  const __m512i total = _mm512_add_epi32(_mm512_add_epi32(s0, s1), _mm512_add_epi32(s2, s3));
  _mm512_storeu_si512(sum, total);
}

/*  The same for 4 panels, `stride` bytes apart: sum [4, 16]. */
static inline void adder_dot_s8_streams(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, const int8_t *x, int32_t columns) {
  __m512i s0 = _mm512_setzero_si512();
  __m512i s1 = s0;
  __m512i s2 = s0;
  __m512i s3 = s0;
  for (int32_t j = 0; j < columns; j += 4) {
    const int32_t left = columns - j;
    const __m512i v = left >= 4 ? adder_dot_inputs(x + j) : adder_dot_last(x + j, left);
    const int8_t *w1 = weight + stride;
    const int8_t *w2 = w1 + stride;
    const int8_t *w3 = w2 + stride;
    _mm_prefetch((const char *)(weight + adder_dot_ahead), _MM_HINT_T0);
    _mm_prefetch((const char *)(w1 + adder_dot_ahead), _MM_HINT_T0);
    _mm_prefetch((const char *)(w2 + adder_dot_ahead), _MM_HINT_T0);
    _mm_prefetch((const char *)(w3 + adder_dot_ahead), _MM_HINT_T0);
    s0 = adder_dot_add(s0, weight, v);
    s1 = adder_dot_add(s1, w1, v);
    s2 = adder_dot_add(s2, w2, v);
    s3 = adder_dot_add(s3, w3, v);
    weight += adder_dot_tile;
  }
  _mm512_storeu_si512(sum, s0);
  _mm512_storeu_si512(sum + 16, s1);
  _mm512_storeu_si512(sum + 32, s2);
  _mm512_storeu_si512(sum + 48, s3);
}

/*  The same for 4 positions of one panel: sum [4, 16], x [4, columns]. Meanwhile the next panel is
 *  fetched, which would otherwise wait for all positions of this one.
 */
static inline void adder_dot_s8_tile(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  const int8_t *x1 = x + columns;
  const int8_t *x2 = x1 + columns;
  const int8_t *x3 = x2 + columns;
  __m512i s0 = _mm512_setzero_si512();
  __m512i s1 = s0;
  __m512i s2 = s0;
  __m512i s3 = s0;
  const ptrdiff_t next = (ptrdiff_t)columns * adder_dot_rows;
  int32_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    const __m512i w = _mm512_loadu_si512(weight);
    _mm_prefetch((const char *)(weight + next), _MM_HINT_T0);
    s0 = _mm512_dpbusd_epi32(s0, adder_dot_inputs(x + j), w);
    s1 = _mm512_dpbusd_epi32(s1, adder_dot_inputs(x1 + j), w);
    s2 = _mm512_dpbusd_epi32(s2, adder_dot_inputs(x2 + j), w);
    s3 = _mm512_dpbusd_epi32(s3, adder_dot_inputs(x3 + j), w);
    weight += adder_dot_tile;
  }
  if (j < columns) {
    const int32_t left = columns - j;
    s0 = adder_dot_add(s0, weight, adder_dot_last(x + j, left));
    s1 = adder_dot_add(s1, weight, adder_dot_last(x1 + j, left));
    s2 = adder_dot_add(s2, weight, adder_dot_last(x2 + j, left));
    s3 = adder_dot_add(s3, weight, adder_dot_last(x3 + j, left));
  }
  _mm512_storeu_si512(sum, s0);
  _mm512_storeu_si512(sum + 16, s1);
  _mm512_storeu_si512(sum + 32, s2);
  _mm512_storeu_si512(sum + 48, s3);
}

#endif /* ADDER_DOT_H */
