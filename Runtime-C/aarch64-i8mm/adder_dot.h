/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot.h -- int8 dot products of a panel of 16 rows: smmla for 4 positions, sdot for one.
 *
 *  A vector has 2 rows x 8 columns. smmla multiplies it with 8 columns of 2 positions; sdot with
 *  8 columns of one position that are there twice, which leaves each sum in two parts.
 */
#ifndef ADDER_DOT_H
#define ADDER_DOT_H

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot_rows = 16,
  adder_dot_tile = 128,    /* bytes of 16 rows x 8 columns */
  adder_dot_positions = 4, /* positions that share a weight in a register */
  adder_dot_streams = 1    /* panels that are read at the same time */
};

/*  The inputs of the columns from j, followed by zeros if there are less than 8. */
static inline int8x8_t adder_dot_load(const int8_t *x, int32_t j, int32_t columns) {
  int8_t last[8] = {0};
  if (columns - j >= 8) {
    return vld1_s8(x + j);
  }
  memcpy(last, x + j, (size_t)(columns - j));
  return vld1_s8(last);
}

/*  Adds the products of 8 rows of a tile with the inputs of one position. */
static inline void adder_dot_rows_8(int32x4_t sum[4], const int8_t *weight, int8x16_t x) {
  const int8x16x4_t w = vld1q_s8_x4(weight);
  sum[0] = vdotq_s32(sum[0], w.val[0], x);
  sum[1] = vdotq_s32(sum[1], w.val[1], x);
  sum[2] = vdotq_s32(sum[2], w.val[2], x);
  sum[3] = vdotq_s32(sum[3], w.val[3], x);
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  int32x4_t s0[4] = {zero, zero, zero, zero};
  int32x4_t s1[4] = {zero, zero, zero, zero};
  int32_t j = 0;
  for (; j + 16 <= columns; j += 16) {
    const int8x16_t v = vld1q_s8(x + j);
    const int8x16_t v0 = vcombine_s8(vget_low_s8(v), vget_low_s8(v));
    const int8x16_t v1 = vcombine_s8(vget_high_s8(v), vget_high_s8(v));
    adder_dot_rows_8(s0, weight, v0);
    adder_dot_rows_8(s1, weight + 64, v0);
    adder_dot_rows_8(s0, weight + adder_dot_tile, v1);
    adder_dot_rows_8(s1, weight + adder_dot_tile + 64, v1);
    weight += 2 * adder_dot_tile;
  }
  for (; j < columns; j += 8) {
    const int8x8_t v = adder_dot_load(x, j, columns);
    adder_dot_rows_8(s0, weight, vcombine_s8(v, v));
    adder_dot_rows_8(s1, weight + 64, vcombine_s8(v, v));
    weight += adder_dot_tile;
  }
  vst1q_s32(sum, vpaddq_s32(s0[0], s0[1]));
  vst1q_s32(sum + 4, vpaddq_s32(s0[2], s0[3]));
  vst1q_s32(sum + 8, vpaddq_s32(s1[0], s1[1]));
  vst1q_s32(sum + 12, vpaddq_s32(s1[2], s1[3]));
}

/*  Adds the products of 8 rows of a tile with the inputs of two times two positions. */
static inline void adder_dot_rows_8x4(
    int32x4_t a[4], int32x4_t b[4], const int8_t *weight, int8x16_t x01, int8x16_t x23) {
  const int8x16_t w0 = vld1q_s8(weight);
  const int8x16_t w1 = vld1q_s8(weight + 16);
  const int8x16_t w2 = vld1q_s8(weight + 32);
  const int8x16_t w3 = vld1q_s8(weight + 48);
  a[0] = vmmlaq_s32(a[0], w0, x01);
  b[0] = vmmlaq_s32(b[0], w0, x23);
  a[1] = vmmlaq_s32(a[1], w1, x01);
  b[1] = vmmlaq_s32(b[1], w1, x23);
  a[2] = vmmlaq_s32(a[2], w2, x01);
  b[2] = vmmlaq_s32(b[2], w2, x23);
  a[3] = vmmlaq_s32(a[3], w3, x01);
  b[3] = vmmlaq_s32(b[3], w3, x23);
}

/*  Stores 8 rows of two positions; a lane pair of sums[k] has row 2k, then row 2k + 1. */
static inline void adder_dot_store_8x2(int32_t *sum, const int32x4_t sums[4]) {
  vst1q_s32(sum, vuzp1q_s32(sums[0], sums[1]));
  vst1q_s32(sum + 4, vuzp1q_s32(sums[2], sums[3]));
  vst1q_s32(sum + adder_dot_rows, vuzp2q_s32(sums[0], sums[1]));
  vst1q_s32(sum + adder_dot_rows + 4, vuzp2q_s32(sums[2], sums[3]));
}

/*  The sums of 4 positions in pairs: rows 0...7 and 8...15 of positions 0 and 1, then of 2 and 3. */
typedef struct {
  int32x4_t low01[4];
  int32x4_t high01[4];
  int32x4_t low23[4];
  int32x4_t high23[4];
} adder_dot_sums;

/*  Adds the products of a tile with 8 columns of 4 positions. */
static inline void adder_dot_add_tile(
    adder_dot_sums *s, const int8_t *weight, int8x8_t x0, int8x8_t x1, int8x8_t x2, int8x8_t x3) {
  const int8x16_t x01 = vcombine_s8(x0, x1);
  const int8x16_t x23 = vcombine_s8(x2, x3);
  adder_dot_rows_8x4(s->low01, s->low23, weight, x01, x23);
  adder_dot_rows_8x4(s->high01, s->high23, weight + 64, x01, x23);
}

/*  The same for 4 positions: sum [4, 16], x [4, columns]. */
static inline void adder_dot_s8_tile(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  adder_dot_sums s = {
      {zero, zero, zero, zero},
      {zero, zero, zero, zero},
      {zero, zero, zero, zero},
      {zero, zero, zero, zero}};
  const int8_t *x1 = x + columns;
  const int8_t *x2 = x1 + columns;
  const int8_t *x3 = x2 + columns;
  int32_t j = 0;
  for (; j + 8 <= columns; j += 8) {
    adder_dot_add_tile(
        &s, weight, vld1_s8(x + j), vld1_s8(x1 + j), vld1_s8(x2 + j), vld1_s8(x3 + j));
    weight += adder_dot_tile;
  }
  if (j < columns) {
    adder_dot_add_tile(
        &s, weight, adder_dot_load(x, j, columns), adder_dot_load(x1, j, columns),
        adder_dot_load(x2, j, columns), adder_dot_load(x3, j, columns));
  }
  adder_dot_store_8x2(sum, s.low01);
  adder_dot_store_8x2(sum + 8, s.high01);
  adder_dot_store_8x2(sum + 2 * adder_dot_rows, s.low23);
  adder_dot_store_8x2(sum + 2 * adder_dot_rows + 8, s.high23);
}

/*  The panels of all streams, which are one. */
static inline void adder_dot_s8_streams(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, const int8_t *x, int32_t columns) {
  (void)stride;
  adder_dot_s8(sum, weight, x, columns);
}

#endif /* ADDER_DOT_H */
