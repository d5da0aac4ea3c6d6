/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize.c -- softplus of the time step, and the drive of the scan. */
#include "adder_fixed.h"
#include "adder_kernels.h"

void adder_discretize(
    int16_t *restrict dt, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t e = 0; e < p->channels; ++e) {
      const int32_t step = adder_requantize(
          adder_softplus(preactivation[e]), p->time_step.left, p->time_step.multiplier[e],
          p->time_step.shift[e]);
      dt[e] = (int16_t)adder_clamp(step, 0, 32767);
      drive[e] = adder_sat16(adder_requantize(
          (int32_t)dt[e] * x[e], p->drive.left, p->drive.multiplier[e], p->drive.shift[e]));
    }
    dt += p->channels;
    drive += p->channels;
    preactivation += p->channels;
    x += p->channels;
  }
}
