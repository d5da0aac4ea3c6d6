/* SPDX-License-Identifier: MIT */
/*  adder_scan.c -- the selective scan, one position.
 *
 *  All states of a block of channels before the next block: dt, drive and y of the block stay in
 *  registers, and the inner loop runs over neighbouring channels, one lane each.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

enum { block_channels = 16 };

/*  One state of `count` channels: updates h and adds c * h to y. */
static inline void scan_lanes(
    int32_t *restrict y, int16_t *restrict h, const int16_t *restrict a,
    const int16_t *restrict dt, const int16_t *restrict drive, int16_t b, int16_t c,
    int32_t fraction_bits, int32_t count) {
  for (int32_t e = 0; e < count; ++e) {
    const int16_t nd = adder_negated_decay(dt[e], a[e], fraction_bits);
    h[e] = adder_sat16((int32_t)adder_q15(drive[e], b) - adder_q15(nd, h[e]));
    y[e] += (int32_t)c * h[e];
  }
}

void adder_scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p) {
  for (int32_t e = 0; e < p->channels; e += block_channels) {
    const int32_t left = p->channels - e;
    const int32_t count = left < block_channels ? left : block_channels;
    for (int32_t i = 0; i < count; ++i) {
      y[e + i] = 0;
    }
    for (int32_t n = 0; n < p->states; ++n) {
      const ptrdiff_t row = (ptrdiff_t)n * p->channels + e;
      scan_lanes(
          y + e, state + row, p->a + row, dt + e, drive + e, b[n], c[n], p->fraction_bits, count);
    }
  }
}
