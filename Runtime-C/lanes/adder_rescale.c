/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rescale.c -- one factor for each channel, and a limit; lanes are channels. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  The channels of one vector from i. */
static inline void rescale_lanes(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, int32_t i) {
  const adder_lanes_s32 x = adder_widen(adder_load_s16(input + i));
  const adder_lanes_s16 scaled = adder_sat16_lanes(adder_scale_lanes(x, &p->scale, i));
  const int16_t limit = (int16_t)p->limit;
  adder_store_s16(output + i, adder_clamp_s16(scaled, (int16_t)-limit, limit));
}

/*  Channel i. */
static inline void rescale_one(
    int16_t *output, const int16_t *input, const adder_rescale_params *p, int32_t i) {
  const int32_t scaled = adder_requantize(
      input[i], p->scale.left, p->scale.multiplier[i], p->scale.shift[i]);
  output[i] = (int16_t)adder_clamp(scaled, -p->limit, p->limit);
}

void adder_rescale(
    int16_t *output, const int16_t *input, const adder_rescale_params *params,
    int32_t positions) {
  const adder_rescale_params own = *params; /* which no store can change */
  const adder_rescale_params *p = &own;
  for (int32_t t = 0; t < positions; ++t) {
    int32_t i = 0;
    for (; i + adder_lanes <= p->channels; i += adder_lanes) {
      rescale_lanes(output, input, p, i);
    }
    for (; i < p->channels; ++i) {
      rescale_one(output, input, p, i);
    }
    output += p->channels;
    input += p->channels;
  }
}
