/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot4.h -- dot products of one group of 4-bit weights, 16 rows, with sdot by lane.
 *
 *  Both halves of a byte are taken as 16 times the weight, which saves a shift; the sum is divided
 *  by 16 at the end, exactly.
 */
#ifndef ADDER_DOT4_H
#define ADDER_DOT4_H

#include "adder_dot.h"

enum {
  adder_dot4_rows = 16,
  adder_dot4_tile = 64 /* bytes of 16 rows x 8 columns */
};

/*  sum += 16 * (w . x) of 4 rows x 8 columns; x has the columns in lanes 0 and 1. */
static inline int32x4_t adder_dot4_lanes(int32x4_t sum, const uint8_t *weight, int8x8_t x) {
  const uint8x16_t w = vld1q_u8(weight);
  const int8x16_t low = vreinterpretq_s8_u8(vshlq_n_u8(w, 4));
  const int8x16_t high = vreinterpretq_s8_u8(vandq_u8(w, vdupq_n_u8(0xf0)));
  return vdotq_lane_s32(vdotq_lane_s32(sum, low, x, 0), high, x, 1);
}

/*  dot[i] = weight[i] . x for 16 rows and the columns of a group. */
static inline void adder_dot4_group(
    int32_t *dot, const uint8_t *weight, const int8_t *x, int32_t columns) {
  int32x4_t s0 = vdupq_n_s32(0);
  int32x4_t s1 = s0;
  int32x4_t s2 = s0;
  int32x4_t s3 = s0;
  int8_t last[8] = {0};
  for (int32_t j = 0; j < columns; j += 8) {
    const int8_t *v = x + j;
    if (columns - j < 8) {
      memcpy(last, v, (size_t)(columns - j));
      v = last;
    }
    const int8x8_t lanes = vld1_s8(v);
    s0 = adder_dot4_lanes(s0, weight, lanes);
    s1 = adder_dot4_lanes(s1, weight + 16, lanes);
    s2 = adder_dot4_lanes(s2, weight + 32, lanes);
    s3 = adder_dot4_lanes(s3, weight + 48, lanes);
    weight += adder_dot4_tile;
  }
  vst1q_s32(dot, vshrq_n_s32(s0, 4));
  vst1q_s32(dot + 4, vshrq_n_s32(s1, 4));
  vst1q_s32(dot + 8, vshrq_n_s32(s2, 4));
  vst1q_s32(dot + 12, vshrq_n_s32(s3, 4));
}

#endif /* ADDER_DOT4_H */
