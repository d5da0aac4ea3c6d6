/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot.h -- int8 dot products of a panel of 8 rows, for all processors with NEON.
 *
 *  Weights are within -127...127, so two products fit int16: a vector of 16 columns takes one long
 *  multiplication, one long multiplication that adds, and one pairwise addition to int32.
 */
#ifndef ADDER_DOT_H
#define ADDER_DOT_H

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot_rows = 8,
  adder_dot_tile = 128,    /* bytes of 8 rows x 16 columns */
  adder_dot_positions = 1, /* the multiplications cost more than the loads that tiles would save */
  adder_dot_streams = 1    /* panels that are read at the same time */
};

/*  sum += w . x of one row, in four parts. */
static inline int32x4_t adder_dot_row(int32x4_t sum, int8x16_t w, int8x16_t x) {
  const int16x8_t low = vmull_s8(vget_low_s8(w), vget_low_s8(x));
#if defined(__aarch64__)
  return vpadalq_s16(sum, vmlal_high_s8(low, w, x));
#else
  return vpadalq_s16(sum, vmlal_s8(low, vget_high_s8(w), vget_high_s8(x)));
#endif
}

/*  Adds the products of 4 rows of a tile. */
static inline void adder_dot_rows_4(int32x4_t sum[4], const int8_t *weight, int8x16_t x) {
  sum[0] = adder_dot_row(sum[0], vld1q_s8(weight), x);
  sum[1] = adder_dot_row(sum[1], vld1q_s8(weight + 16), x);
  sum[2] = adder_dot_row(sum[2], vld1q_s8(weight + 32), x);
  sum[3] = adder_dot_row(sum[3], vld1q_s8(weight + 48), x);
}

/*  Adds the four parts of each of 4 sums. */
static inline int32x4_t adder_dot_join(const int32x4_t sum[4]) {
#if defined(__aarch64__)
  return vpaddq_s32(vpaddq_s32(sum[0], sum[1]), vpaddq_s32(sum[2], sum[3]));
#else
  const int32x2_t s0 = vpadd_s32(vget_low_s32(sum[0]), vget_high_s32(sum[0]));
  const int32x2_t s1 = vpadd_s32(vget_low_s32(sum[1]), vget_high_s32(sum[1]));
  const int32x2_t s2 = vpadd_s32(vget_low_s32(sum[2]), vget_high_s32(sum[2]));
  const int32x2_t s3 = vpadd_s32(vget_low_s32(sum[3]), vget_high_s32(sum[3]));
  return vcombine_s32(vpadd_s32(s0, s1), vpadd_s32(s2, s3));
#endif
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
    adder_dot_rows_4(s0, weight, v);
    adder_dot_rows_4(s1, weight + 64, v);
    weight += adder_dot_tile;
  }
  if (j < columns) {
    int8_t last[16] = {0};
    memcpy(last, x + j, (size_t)(columns - j));
    const int8x16_t v = vld1q_s8(last);
    adder_dot_rows_4(s0, weight, v);
    adder_dot_rows_4(s1, weight + 64, v);
  }
  vst1q_s32(sum, adder_dot_join(s0));
  vst1q_s32(sum + 4, adder_dot_join(s1));
}

/*  A tile of one position. */
static inline void adder_dot_s8_tile(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  adder_dot_s8(sum, weight, x, columns);
}

/*  The panels of all streams, which are one. */
static inline void adder_dot_s8_streams(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, const int8_t *x, int32_t columns) {
  (void)stride;
  adder_dot_s8(sum, weight, x, columns);
}

#endif /* ADDER_DOT_H */
