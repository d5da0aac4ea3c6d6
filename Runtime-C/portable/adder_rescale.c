/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rescale.c -- one factor for each channel, and a limit. */
#include "adder_fixed.h"
#include "adder_kernels.h"

void adder_rescale(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->channels; ++i) {
      const int32_t scaled = adder_requantize(
          input[i], p->scale.left, p->scale.multiplier[i], p->scale.shift[i]);
      output[i] = (int16_t)adder_clamp(scaled, -p->limit, p->limit);
    }
    output += p->channels;
    input += p->channels;
  }
}
