/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan.c -- the selective scan.
 *
 *  All states of a block of channels before the next block: dt, drive and y of the block stay in
 *  registers, and the inner loop runs over neighbouring channels, one lane each.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <string.h>

enum { block_channels = 16 };

/*  All states of `count` channels from `first`. */
static inline void scan_channels(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p, int32_t first, int32_t count) {
  int32_t sum[block_channels] = {0};
  for (int32_t n = 0; n < p->states; ++n) {
    const ptrdiff_t row = (ptrdiff_t)n * p->stride + first;
    const int16_t *a = p->a + row;
    int16_t *restrict h = state + row;
    for (int32_t e = 0; e < count; ++e) {
      const int16_t nd = adder_negated_decay(dt[first + e], a[e], p->fraction_bits);
      h[e] = adder_sat16((int32_t)adder_q15(drive[first + e], b[n]) - adder_q15(nd, h[e]));
      sum[e] += (int32_t)c[n] * h[e];
    }
  }
  memcpy(y + first, sum, (size_t)count * sizeof sum[0]);
}

/*  One position. */
static void scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p) {
  int32_t first = 0;
  for (; first + block_channels <= p->channels; first += block_channels) {
    scan_channels(y, state, dt, drive, b, c, p, first, block_channels);
  }
  scan_channels(y, state, dt, drive, b, c, p, first, p->channels - first);
}

void adder_scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    scan(y, state, dt, drive, b, c, p);
    y += p->stride;
    dt += p->stride;
    drive += p->stride;
    b += p->states;
    c += p->states;
  }
}
