/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with sdot.
 *
 *  Both halves of a byte are taken as 16 times the weight, which saves a shift; the sum is divided
 *  by 16 at the end, exactly.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include "adder_dot.h"

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 128 /* bytes of 16 rows x 16 columns */
};

/*  sum += 16 * (w . x) of 2 rows x 16 columns, each row in two parts; x0 has columns 0...7 twice,
 *  x1 columns 8...15. */
static inline int32x4_t adder_dot4_pair(
    int32x4_t sum, const uint8_t *weight, int8x16_t x0, int8x16_t x1) {
  const uint8x16_t w = vld1q_u8(weight);
  const int8x16_t low = vreinterpretq_s8_u8(vshlq_n_u8(w, 4));
  const int8x16_t high = vreinterpretq_s8_u8(vandq_u8(w, vdupq_n_u8(0xf0)));
  return vdotq_s32(vdotq_s32(sum, low, x0), high, x1);
}

/*  Adds the products of 8 rows of a tile. */
static inline void adder_dot4_rows_8(
    int32x4_t sum[4], const uint8_t *weight, int8x16_t x0, int8x16_t x1) {
  sum[0] = adder_dot4_pair(sum[0], weight, x0, x1);
  sum[1] = adder_dot4_pair(sum[1], weight + 16, x0, x1);
  sum[2] = adder_dot4_pair(sum[2], weight + 32, x0, x1);
  sum[3] = adder_dot4_pair(sum[3], weight + 48, x0, x1);
}

/*  Adds the parts of 4 rows and divides by 16. */
static inline void adder_dot4_store(int32_t *dot, int32x4_t a, int32x4_t b) {
  vst1q_s32(dot, vshrq_n_s32(vpaddq_s32(a, b), 4));
}

/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  int32x4_t s0[4] = {zero, zero, zero, zero};
  int32x4_t s1[4] = {zero, zero, zero, zero};
  int8_t last[16] = {0};
  for (int32_t j = 0; j < columns; j += 16) {
    const int8_t *v = x + j;
    if (columns - j < 16) {
      memcpy(last, v, (size_t)(columns - j));
      v = last;
    }
    const int8x8_t x0 = vld1_s8(v);
    const int8x8_t x1 = vld1_s8(v + 8);
    adder_dot4_rows_8(s0, weight, vcombine_s8(x0, x0), vcombine_s8(x1, x1));
    adder_dot4_rows_8(s1, weight + 64, vcombine_s8(x0, x0), vcombine_s8(x1, x1));
    weight += adder_dot4_tile;
  }
  adder_dot4_store(dot, s0[0], s0[1]);
  adder_dot4_store(dot + 4, s0[2], s0[3]);
  adder_dot4_store(dot + 8, s1[0], s1[1]);
  adder_dot4_store(dot + 12, s1[2], s1[3]);
}

#endif /* ADDER_DOT4_H */
