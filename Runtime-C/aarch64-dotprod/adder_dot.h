/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_dot.h -- int8 dot products of a panel of 16 rows, with sdot by lane.
 *
 *  A panel is a row of tiles. One sdot multiplies 4 rows x 4 columns of weights with 4 inputs that
 *  lie in one lane, so a sum has its own lane and nothing is added across lanes.
 */
#ifndef ADDER_DOT_H
#define ADDER_DOT_H

#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
  adder_dot_rows = 16,
  adder_dot_tile = 64,     /* bytes of 16 rows x 4 columns */
  adder_dot_positions = 4, /* positions that share a weight in a register */
  adder_dot_streams = 1    /* panels that are read at the same time */
};

/*  Adds the products of one tile with lane `lane` of x to sum[4], 4 rows each. */
#define ADDER_DOT_TILE(sum, w, x, lane)                     \
  do {                                                      \
    sum[0] = vdotq_laneq_s32(sum[0], w.val[0], x, lane);    \
    sum[1] = vdotq_laneq_s32(sum[1], w.val[1], x, lane);    \
    sum[2] = vdotq_laneq_s32(sum[2], w.val[2], x, lane);    \
    sum[3] = vdotq_laneq_s32(sum[3], w.val[3], x, lane);    \
  } while (0)

static inline void adder_dot_store(int32_t *sum, const int32x4_t lanes[4]) {
  vst1q_s32(sum, lanes[0]);
  vst1q_s32(sum + 4, lanes[1]);
  vst1q_s32(sum + 8, lanes[2]);
  vst1q_s32(sum + 12, lanes[3]);
}

/*  The last `count` inputs, at most 16, and zeros. */
static inline int8x16_t adder_dot_last(const int8_t *x, int32_t count) {
  int8_t last[16] = {0};
  memcpy(last, x, (size_t)count);
  return vld1q_s8(last);
}

/*  sum[i] = weight[i] . x for the rows of a panel. */
static inline void adder_dot_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, int32_t columns) {
  const int32x4_t zero = vdupq_n_s32(0);
  int32x4_t s[4] = {zero, zero, zero, zero};
  int32_t j = 0;
  for (; j + 16 <= columns; j += 16) {
    const int8x16_t v = vld1q_s8(x + j);
    const int8x16x4_t w0 = vld1q_s8_x4(weight);
    ADDER_DOT_TILE(s, w0, v, 0);
    const int8x16x4_t w1 = vld1q_s8_x4(weight + adder_dot_tile);
    ADDER_DOT_TILE(s, w1, v, 1);
    const int8x16x4_t w2 = vld1q_s8_x4(weight + 2 * adder_dot_tile);
    ADDER_DOT_TILE(s, w2, v, 2);
    const int8x16x4_t w3 = vld1q_s8_x4(weight + 3 * adder_dot_tile);
    ADDER_DOT_TILE(s, w3, v, 3);
    weight += 4 * adder_dot_tile;
  }
  if (j < columns) {
    int8x16_t v = adder_dot_last(x + j, columns - j);
    for (; j < columns; j += 4) {
      const int8x16x4_t w = vld1q_s8_x4(weight);
      ADDER_DOT_TILE(s, w, v, 0);
      v = vextq_s8(v, v, 4);
      weight += adder_dot_tile;
    }
  }
  adder_dot_store(sum, s);
}

/*  The sums of 4 positions, 16 rows each. */
typedef struct {
  int32x4_t t0[4];
  int32x4_t t1[4];
  int32x4_t t2[4];
  int32x4_t t3[4];
} adder_dot_sums;

/*  Adds the products of the tile at `weight` with lane `lane` of four inputs. */
#define ADDER_DOT_TILE_4(s, weight, x0, x1, x2, x3, lane) \
  do {                                                    \
    const int8x16x4_t w = vld1q_s8_x4(weight);            \
    ADDER_DOT_TILE(s.t0, w, x0, lane);                    \
    ADDER_DOT_TILE(s.t1, w, x1, lane);                    \
    ADDER_DOT_TILE(s.t2, w, x2, lane);                    \
    ADDER_DOT_TILE(s.t3, w, x3, lane);                    \
  } while (0)

/*  Eight inputs and zeros. A loop over sixteen is ordered so that cores without reordering wait. */
static inline int8x16_t adder_dot_load_8(const int8_t *x) {
  return vcombine_s8(vld1_s8(x), vdup_n_s8(0));
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
    const int8x16_t v0 = adder_dot_load_8(x + j);
    const int8x16_t v1 = adder_dot_load_8(x1 + j);
    const int8x16_t v2 = adder_dot_load_8(x2 + j);
    const int8x16_t v3 = adder_dot_load_8(x3 + j);
    ADDER_DOT_TILE_4(s, weight, v0, v1, v2, v3, 0);
    ADDER_DOT_TILE_4(s, weight + adder_dot_tile, v0, v1, v2, v3, 1);
    weight += 2 * adder_dot_tile;
  }
  for (; j < columns; j += 4) {
    const int32_t left = columns - j < 4 ? columns - j : 4;
    const int8x16_t v0 = adder_dot_last(x + j, left);
    const int8x16_t v1 = adder_dot_last(x1 + j, left);
    const int8x16_t v2 = adder_dot_last(x2 + j, left);
    const int8x16_t v3 = adder_dot_last(x3 + j, left);
    ADDER_DOT_TILE_4(s, weight, v0, v1, v2, v3, 0);
    weight += adder_dot_tile;
  }
  adder_dot_store(sum, s.t0);
  adder_dot_store(sum + 16, s.t1);
  adder_dot_store(sum + 32, s.t2);
  adder_dot_store(sum + 48, s.t3);
}

/*  The panels of all streams, which are one. */
static inline void adder_dot_s8_streams(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, const int8_t *x, int32_t columns) {
  (void)stride;
  adder_dot_s8(sum, weight, x, columns);
}

#endif /* ADDER_DOT_H */
