/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot16.h -- dot products of int16 inputs for a panel of 16 rows.
 *
 *  A column of the panel is one vector; it is widened and multiplied with one lane of the inputs.
 */
#ifndef ADDER_DOT16_H
#define ADDER_DOT16_H

#include <arm_neon.h>
#include <stdint.h>

enum { adder_dot16_rows = 16 };

/*  A column of 16 rows, widened. */
typedef struct {
  int16x8_t low;
  int16x8_t high;
} adder_dot16_weights;

static inline adder_dot16_weights adder_dot16_load(const int8_t *weight) {
  const int8x16_t w = vld1q_s8(weight);
#if defined(__aarch64__)
  const adder_dot16_weights wide = {vmovl_s8(vget_low_s8(w)), vmovl_high_s8(w)};
#else
  const adder_dot16_weights wide = {vmovl_s8(vget_low_s8(w)), vmovl_s8(vget_high_s8(w))};
#endif
  return wide;
}

/*  Adds the products of column w with lane `lane`, a constant, of x to the sums of 16 rows. */
#if defined(__aarch64__)
#define ADDER_DOT16_ADD(sum, w, x, lane)                                  \
  do {                                                                    \
    sum[0] = vmlal_lane_s16(sum[0], vget_low_s16(w.low), x, lane);        \
    sum[1] = vmlal_high_lane_s16(sum[1], w.low, x, lane);                 \
    sum[2] = vmlal_lane_s16(sum[2], vget_low_s16(w.high), x, lane);       \
    sum[3] = vmlal_high_lane_s16(sum[3], w.high, x, lane);                \
  } while (0)
#else
#define ADDER_DOT16_ADD(sum, w, x, lane)                                  \
  do {                                                                    \
    sum[0] = vmlal_lane_s16(sum[0], vget_low_s16(w.low), x, lane);        \
    sum[1] = vmlal_lane_s16(sum[1], vget_high_s16(w.low), x, lane);       \
    sum[2] = vmlal_lane_s16(sum[2], vget_low_s16(w.high), x, lane);       \
    sum[3] = vmlal_lane_s16(sum[3], vget_high_s16(w.high), x, lane);      \
  } while (0)
#endif

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  int32x4_t s[4] = {zero, zero, zero, zero};
  int32_t j = 0;
  for (; j + 4 <= columns; j += 4) {
    const int16x4_t v = vld1_s16(x + j);
    const adder_dot16_weights w0 = adder_dot16_load(weight);
    const adder_dot16_weights w1 = adder_dot16_load(weight + adder_dot16_rows);
    const adder_dot16_weights w2 = adder_dot16_load(weight + 2 * adder_dot16_rows);
    const adder_dot16_weights w3 = adder_dot16_load(weight + 3 * adder_dot16_rows);
    ADDER_DOT16_ADD(s, w0, v, 0);
    ADDER_DOT16_ADD(s, w1, v, 1);
    ADDER_DOT16_ADD(s, w2, v, 2);
    ADDER_DOT16_ADD(s, w3, v, 3);
    weight += 4 * adder_dot16_rows;
  }
  for (; j < columns; ++j) {
    const int16x4_t v = vld1_dup_s16(x + j);
    const adder_dot16_weights w = adder_dot16_load(weight);
    ADDER_DOT16_ADD(s, w, v, 0);
    weight += adder_dot16_rows;
  }
  vst1q_s32(sum, s[0]);
  vst1q_s32(sum + 4, s[1]);
  vst1q_s32(sum + 8, s[2]);
  vst1q_s32(sum + 12, s[3]);
}

#endif /* ADDER_DOT16_H */
