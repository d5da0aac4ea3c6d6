/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize.c -- softplus of the time step, and the drive of the scan; lanes are channels. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  The channels of one vector from e. */
static inline void discretize_lanes(
    int16_t *dt, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_params *p, int32_t e) {
  const adder_lanes_s32 step = adder_softplus_lanes(adder_load_s16(preactivation + e));
  const adder_lanes_s32 scaled = adder_rescale_channels(step, &p->time_step, e);
  const adder_lanes_s16 v = adder_clamp_s16(adder_sat16_lanes(scaled), 0, INT16_MAX);
  const adder_lanes_s32 product = adder_product(v, adder_load_s16(x + e));
  adder_store_s16(dt + e, v);
  adder_store_s16(
      drive + e, adder_sat16_lanes(adder_rescale_channels(product, &p->drive, e)));
}

/*  Channel e. */
static inline void discretize_one(
    int16_t *dt, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_params *p, int32_t e) {
  const int32_t step = adder_requantize(
      adder_softplus(preactivation[e]), 0, p->time_step.multiplier[e], p->time_step.shift[e]);
  dt[e] = (int16_t)adder_clamp(step, 0, 32767);
  drive[e] = adder_sat16(adder_requantize(
      (int32_t)dt[e] * x[e], 0, p->drive.multiplier[e], p->drive.shift[e]));
}

void adder_discretize(
    int16_t *dt, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_params *params, int32_t positions) {
  const adder_discretize_params own = *params; /* which no store can change */
  const adder_discretize_params *p = &own;
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + adder_lanes <= p->channels; e += adder_lanes) {
      discretize_lanes(dt, drive, preactivation, x, p, e);
    }
    for (; e < p->channels; ++e) {
      discretize_one(dt, drive, preactivation, x, p, e);
    }
    dt += p->channels;
    drive += p->channels;
    preactivation += p->channels;
    x += p->channels;
  }
}
