/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_gate.c -- the skip connection D and the gate, scaled in 64 bits. */
#include "adder_requantize.h"

void adder_gate(
    int16_t *output, const int32_t *restrict y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t sum = adder_clamp_64(
          adder_scaled(y[e], &p->y, e) + adder_scaled(x[e], &p->skip, e), -32768, 32767);
      const int32_t gated = (int32_t)sum * adder_silu(z[e], p->fraction_bits);
      output[e] = (int16_t)adder_clamp_64(adder_scaled(gated, &p->output, e), -32768, 32767);
    }
    output += p->channels;
    y += p->channels;
    x += p->channels;
    z += p->channels;
  }
}
