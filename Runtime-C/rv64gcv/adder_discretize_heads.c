/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize_heads.c -- time step and decay of each head, and the drive of its channels, for
 *  RVV; the heads are few, so lanes are channels of one head.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_vectors.h"

/*  The time step of one head. */
static int16_t time_step(
    int16_t preactivation, int32_t head, const adder_discretize_heads_params *p) {
  const int32_t step = adder_requantize(
      adder_softplus(preactivation), 0, p->time_step.multiplier[head],
      p->time_step.shift[head]);
  return (int16_t)adder_clamp(step, p->low[head], p->high[head]);
}

/*  drive <- sat16(scale(dt * x)) of a block of channels. */
static void drive_block(
    int16_t *drive, ptrdiff_t dt, const int16_t *x, const adder_channel_scale *scale,
    ptrdiff_t first, ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v0, (%[x])\n"
      "vwmul.vx v8, v0, %[dt]\n"
      ADDER_WIDTH_32
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      ADDER_WIDTH_16
      "vnclip.wi v0, v8, 0\n"
      "vse16.v v0, (%[drive])\n"
      :
      : [lanes] "r"(lanes), [drive] "r"(drive), [dt] "r"(dt), [x] "r"(x),
        [left] "r"((ptrdiff_t)scale->left), [multiplier] "r"(scale->multiplier + first),
        [shift] "r"(scale->shift + first)
      : ADDER_VECTOR_STATE);
}

void adder_discretize_heads(
    int16_t *restrict decay, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_heads_params *p, int32_t positions) {
  const ptrdiff_t channels = (ptrdiff_t)p->heads * p->head_channels;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t head = 0; head < p->heads; ++head) {
      const int16_t dt = time_step(preactivation[head], head, p);
      decay[head] = adder_negated_decay(dt, p->a[head], p->fraction_bits);
      const ptrdiff_t begin = (ptrdiff_t)head * p->head_channels;
      const ptrdiff_t end = begin + p->head_channels;
      for (ptrdiff_t first = begin, lanes; first < end; first += lanes) {
        lanes = adder_lanes(end - first);
        drive_block(drive + first, dt, x + first, &p->drive, first, lanes);
      }
    }
    decay += p->heads;
    drive += channels;
    preactivation += p->heads;
    x += channels;
  }
}
