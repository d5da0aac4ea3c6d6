/* SPDX-License-Identifier: MIT */
/*  adder_dot16.h -- dot products of int16 inputs for a panel of 16 rows.
 *
 *  A column of the panel is one vector; it is widened and multiplied with one lane of the inputs.
 */
#ifndef ADDER_DOT16_H
#define ADDER_DOT16_H

#include <arm_neon.h>
#include <stdint.h>

enum { adder_dot16_rows = 16 };

/*  Adds the products of one column and input x. */
static inline void adder_dot16_column(int32x4_t sum[4], const int8_t *weight, int16x4_t x) {
  const int8x16_t w = vld1q_s8(weight);
  const int16x8_t low = vmovl_s8(vget_low_s8(w));
#if defined(__aarch64__)
  const int16x8_t high = vmovl_high_s8(w);
  sum[1] = vmlal_high_lane_s16(sum[1], low, x, 0);
  sum[3] = vmlal_high_lane_s16(sum[3], high, x, 0);
#else
  const int16x8_t high = vmovl_s8(vget_high_s8(w));
  sum[1] = vmlal_lane_s16(sum[1], vget_high_s16(low), x, 0);
  sum[3] = vmlal_lane_s16(sum[3], vget_high_s16(high), x, 0);
#endif
  sum[0] = vmlal_lane_s16(sum[0], vget_low_s16(low), x, 0);
  sum[2] = vmlal_lane_s16(sum[2], vget_low_s16(high), x, 0);
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  int32x4_t s[4] = {zero, zero, zero, zero};
  for (int32_t j = 0; j < columns; ++j) {
    adder_dot16_column(s, weight, vld1_dup_s16(x + j));
    weight += adder_dot16_rows;
  }
  vst1q_s32(sum, s[0]);
  vst1q_s32(sum + 4, s[1]);
  vst1q_s32(sum + 8, s[2]);
  vst1q_s32(sum + 12, s[3]);
}

#endif /* ADDER_DOT16_H */
