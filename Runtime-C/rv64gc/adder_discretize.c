/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize.c -- softplus of the time step, and drive of the scan, scaled in 64 bits. */
#include "adder_requantize.h"

void adder_discretize(
    int16_t *restrict dt, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t step = adder_clamp_64(
          adder_scaled(adder_softplus(preactivation[e]), &p->time_step, e), 0, 32767);
      const int64_t driven = adder_scaled((int32_t)step * x[e], &p->drive, e);
      dt[e] = (int16_t)step;
      drive[e] = (int16_t)adder_clamp_64(driven, -32768, 32767);
    }
    dt += p->channels;
    drive += p->channels;
    preactivation += p->channels;
    x += p->channels;
  }
}
