/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 8 rows, for all with NEON.
 *
 *  A group has at most 128 columns, so each int16 lane adds at most 16 products of at most
 *  7 * 128: they fit, and are widened once at the end.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include "adder_dot.h"

enum {
  adder_dot4_rows = 8,
  adder_dot4_tile = 128 /* bytes of 8 rows x 32 columns */
};

/*  sum += w . x of 16 columns, in eight parts. */
static inline int16x8_t adder_dot4_row(int16x8_t sum, int8x16_t w, int8x16_t x) {
  const int16x8_t low = vmlal_s8(sum, vget_low_s8(w), vget_low_s8(x));
#if defined(__aarch64__)
  return vmlal_high_s8(low, w, x);
#else
  return vmlal_s8(low, vget_high_s8(w), vget_high_s8(x));
#endif
}

/*  Adds the products of row `row` of a tile with 32 inputs. */
static inline int16x8_t adder_dot4_pair(
    int16x8_t sum, const uint8_t *tile, int32_t row, int8x16_t x0, int8x16_t x1) {
  const int8x16_t w = vreinterpretq_s8_u8(vld1q_u8(tile + (ptrdiff_t)16 * row));
  const int8x16_t low = vshrq_n_s8(vshlq_n_s8(w, 4), 4);
  return adder_dot4_row(adder_dot4_row(sum, low, x0), vshrq_n_s8(w, 4), x1);
}

/*  Adds the products of 4 rows of a tile. */
static inline void adder_dot4_rows_4(
    int16x8_t sum[4], const uint8_t *tile, int8x16_t x0, int8x16_t x1) {
  sum[0] = adder_dot4_pair(sum[0], tile, 0, x0, x1);
  sum[1] = adder_dot4_pair(sum[1], tile, 1, x0, x1);
  sum[2] = adder_dot4_pair(sum[2], tile, 2, x0, x1);
  sum[3] = adder_dot4_pair(sum[3], tile, 3, x0, x1);
}

static inline int32x4_t adder_dot4_join(const int16x8_t sum[4]) {
  const int32x4_t wide[4] = {
      vpaddlq_s16(sum[0]), vpaddlq_s16(sum[1]), vpaddlq_s16(sum[2]), vpaddlq_s16(sum[3])};
  return adder_dot_join(wide);
}

/*  dot[i] = weight[i] . x for 8 rows and the at most 128 columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const int16x8_t zero = vdupq_n_s16(0);
  int16x8_t s0[4] = {zero, zero, zero, zero};
  int16x8_t s1[4] = {zero, zero, zero, zero};
  int8_t last[32] = {0};
  for (int32_t j = 0; j < columns; j += 32) {
    const int8_t *v = x + j;
    if (columns - j < 32) {
      memcpy(last, v, (size_t)(columns - j));
      v = last;
    }
    const int8x16_t x0 = vld1q_s8(v);
    const int8x16_t x1 = vld1q_s8(v + 16);
    adder_dot4_rows_4(s0, weight, x0, x1);
    adder_dot4_rows_4(s1, weight + 64, x0, x1);
    weight += adder_dot4_tile;
  }
  vst1q_s32(dot, adder_dot4_join(s0));
  vst1q_s32(dot + 4, adder_dot4_join(s1));
}

#endif /* ADDER_DOT4_H */
