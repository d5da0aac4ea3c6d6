/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_gate.c -- the skip connection D and the gate; lanes are channels. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  The channels of one vector from e. */
static inline void gate_lanes(
    int16_t *output, const int32_t *y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t e) {
  const adder_lanes_s32 scanned = adder_rescale_channels(adder_load_s32(y + e), &p->y, e);
  const adder_lanes_s32 skip =
      adder_rescale_channels(adder_widen_15(adder_load_s16(x + e)), &p->skip, e);
  const adder_lanes_s16 sum = adder_sat16_lanes(adder_add_s32(scanned, skip));
  const adder_lanes_s16 open = adder_silu_lanes(adder_load_s16(z + e), p->fraction_bits);
  const adder_lanes_s32 gated = adder_rescale_channels(adder_product(sum, open), &p->output, e);
  adder_store_s16(output + e, adder_sat16_lanes(gated));
}

static int32_t rescaled(const adder_channel_scale *scale, int32_t x, int32_t e) {
  return adder_requantize(x, scale->left, scale->multiplier[e], scale->shift[e]);
}

/*  Channel e. */
static inline void gate_one(
    int16_t *output, const int32_t *y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t e) {
  const int32_t sum = adder_sat16(rescaled(&p->y, y[e], e) + rescaled(&p->skip, x[e], e));
  const int32_t gated = sum * adder_silu(z[e], p->fraction_bits);
  output[e] = adder_sat16(rescaled(&p->output, gated, e));
}

void adder_gate(
    int16_t *output, const int32_t *y, const int16_t *x, const int16_t *z,
    const adder_gate_params *params, int32_t positions) {
  const adder_gate_params own = *params; /* which no store can change */
  const adder_gate_params *p = &own;
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + adder_lanes <= p->channels; e += adder_lanes) {
      gate_lanes(output, y, x, z, p, e);
    }
    for (; e < p->channels; ++e) {
      gate_one(output, y, x, z, p, e);
    }
    output += p->channels;
    y += p->channels;
    x += p->channels;
    z += p->channels;
  }
}
