/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rescale.c -- one factor for each channel, and a limit, for RVV. */
#include "adder_kernels.h"
#include "adder_vectors.h"

/*  output <- clamp(scale(input), -limit...limit) of a block of channels. */
static void rescale_block(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, ptrdiff_t first,
    ptrdiff_t lanes) {
  const ptrdiff_t limit = p->limit;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v0, (%[input])\n"
      "vsext.vf2 v8, v0\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vmax.vx v8, v8, %[low]\n"
      "vmin.vx v8, v8, %[high]\n"
      ADDER_WIDTH_16
      "vnsrl.wi v0, v8, 0\n"
      "vse16.v v0, (%[output])\n"
      :
      : [lanes] "r"(lanes), [output] "r"(output), [input] "r"(input), [low] "r"(-limit),
        [high] "r"(limit), [left] "r"((ptrdiff_t)p->scale.left),
        [multiplier] "r"(p->scale.multiplier + first), [shift] "r"(p->scale.shift + first)
      : ADDER_VECTOR_STATE);
}

void adder_rescale(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, int32_t positions) {
  for (ptrdiff_t t = 0; t < positions; ++t) {
    for (ptrdiff_t first = 0, lanes; first < p->channels; first += lanes) {
      const ptrdiff_t row = t * p->channels + first;
      lanes = adder_lanes(p->channels - first);
      rescale_block(output + row, input + row, p, first, lanes);
    }
  }
}
