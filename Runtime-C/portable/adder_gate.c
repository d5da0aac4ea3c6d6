/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_gate.c -- the skip connection D and the gate. */
#include "adder_fixed.h"
#include "adder_kernels.h"

static int32_t rescaled(const adder_channel_scale *scale, int32_t x, int32_t e) {
  return adder_requantize(x, scale->left, scale->multiplier[e], scale->shift[e]);
}

void adder_gate(
    int16_t *output, const int32_t *restrict y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int32_t sum = adder_sat16(rescaled(&p->y, y[e], e) + rescaled(&p->skip, x[e], e));
      const int32_t gated = sum * adder_silu(z[e], p->fraction_bits);
      output[e] = adder_sat16(rescaled(&p->output, gated, e));
    }
    output += p->channels;
    y += p->channels;
    x += p->channels;
    z += p->channels;
  }
}
