/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot.h -- int8 dot products of panels of 16 rows, with AVX2.
 *
 *  pmaddubsw multiplies unsigned bytes with signed ones: magnitudes of the inputs with weights
 *  that took their signs. Weights are within -127...127, so two products fit int16.
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

/*  16 sums. */
typedef struct {
  __m256i low;
  __m256i high;
} adder_dot_sums;

static inline adder_dot_sums adder_dot_zero(void) {
  const adder_dot_sums zero = {_mm256_setzero_si256(), _mm256_setzero_si256()};
  return zero;
}

static inline void adder_dot_store(int32_t *sum, adder_dot_sums s) {
  _mm256_storeu_si256((__m256i *)(void *)sum, s.low);
  _mm256_storeu_si256((__m256i *)(void *)(sum + 8), s.high);
}

/*  4 inputs in all lanes. */
static inline __m256i adder_dot_inputs(const int8_t *x) {
  int32_t four;
  memcpy(&four, x, sizeof four);
  return _mm256_set1_epi32(four);
}

/*  The last `count` inputs, less than 4, and zeros. */
static inline __m256i adder_dot_last(const int8_t *x, int32_t count) {
  int8_t last[4] = {0};
  memcpy(last, x, (size_t)count);
  return adder_dot_inputs(last);
}

/*  sum += weight . x of 8 rows. */
static inline __m256i adder_dot_8(__m256i sum, __m256i weight, __m256i x, __m256i magnitude) {
  const __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(weight, x));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

/*  sum += weight . x of one tile. */
static inline adder_dot_sums adder_dot_add(adder_dot_sums sum, const int8_t *weight, __m256i x) {
  const __m256i *tile = (const __m256i *)(const void *)weight;
  const __m256i magnitude = _mm256_abs_epi8(x);
  sum.low = adder_dot_8(sum.low, _mm256_loadu_si256(tile), x, magnitude);
  sum.high = adder_dot_8(sum.high, _mm256_loadu_si256(tile + 1), x, magnitude);
  return sum;
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  adder_dot_sums s = adder_dot_zero();
  int32_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    s = adder_dot_add(s, weight, adder_dot_inputs(x + j));
    weight += adder_dot_tile;
  }
  if (j < columns) {
    s = adder_dot_add(s, weight, adder_dot_last(x + j, columns - j));
  }
  adder_dot_store(sum, s);
}

/*  The same for 4 panels, `stride` bytes apart: sum [4, 16]. */
static inline void adder_dot_s8_streams(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, const int8_t *x, int32_t columns) {
  adder_dot_sums s0 = adder_dot_zero();
  adder_dot_sums s1 = s0;
  adder_dot_sums s2 = s0;
  adder_dot_sums s3 = s0;
  for (int32_t j = 0; j < columns; j += 4) {
    const int32_t left = columns - j;
    const __m256i v = left >= 4 ? adder_dot_inputs(x + j) : adder_dot_last(x + j, left);
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
  adder_dot_store(sum, s0);
  adder_dot_store(sum + 16, s1);
  adder_dot_store(sum + 32, s2);
  adder_dot_store(sum + 48, s3);
}

/*  The same for 4 positions of one panel: sum [4, 16], x [4, columns]. Meanwhile the next panel is
 *  fetched, which would otherwise wait for all positions of this one.
 */
static inline void adder_dot_s8_tile(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  const int8_t *x1 = x + columns;
  const int8_t *x2 = x1 + columns;
  const int8_t *x3 = x2 + columns;
  adder_dot_sums s0 = adder_dot_zero();
  adder_dot_sums s1 = s0;
  adder_dot_sums s2 = s0;
  adder_dot_sums s3 = s0;
  const ptrdiff_t next = (ptrdiff_t)columns * adder_dot_rows;
  int32_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    _mm_prefetch((const char *)(weight + next), _MM_HINT_T0);
    s0 = adder_dot_add(s0, weight, adder_dot_inputs(x + j));
    s1 = adder_dot_add(s1, weight, adder_dot_inputs(x1 + j));
    s2 = adder_dot_add(s2, weight, adder_dot_inputs(x2 + j));
    s3 = adder_dot_add(s3, weight, adder_dot_inputs(x3 + j));
    weight += adder_dot_tile;
  }
  if (j < columns) {
    const int32_t left = columns - j;
    s0 = adder_dot_add(s0, weight, adder_dot_last(x + j, left));
    s1 = adder_dot_add(s1, weight, adder_dot_last(x1 + j, left));
    s2 = adder_dot_add(s2, weight, adder_dot_last(x2 + j, left));
    s3 = adder_dot_add(s3, weight, adder_dot_last(x3 + j, left));
  }
  adder_dot_store(sum, s0);
  adder_dot_store(sum + 16, s1);
  adder_dot_store(sum + 32, s2);
  adder_dot_store(sum + 48, s3);
}

#endif /* ADDER_DOT_H */
