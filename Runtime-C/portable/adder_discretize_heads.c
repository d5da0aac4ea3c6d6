/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize_heads.c -- time step and decay of each head, and the drive of its channels. */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  The time step of one head. */
static int16_t time_step(
    int16_t preactivation, int32_t head, const adder_discretize_heads_params *p) {
  const int32_t step = adder_requantize(
      adder_softplus(preactivation), p->time_step.left, p->time_step.multiplier[head],
      p->time_step.shift[head]);
  return (int16_t)adder_clamp(step, p->low[head], p->high[head]);
}

void adder_discretize_heads(
    int16_t *restrict decay, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_heads_params *p, int32_t positions) {
  const int32_t channels = p->heads * p->head_channels;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t head = 0; head < p->heads; ++head) {
      const int32_t dt = time_step(preactivation[head], head, p);
      decay[head] = adder_negated_decay((int16_t)dt, p->a[head], p->fraction_bits);
      const int32_t first = head * p->head_channels;
      for (int32_t e = first; e < first + p->head_channels; ++e) {
        drive[e] = adder_sat16(adder_requantize(
            dt * x[e], p->drive.left, p->drive.multiplier[e], p->drive.shift[e]));
      }
    }
    decay += p->heads;
    drive += channels;
    preactivation += p->heads;
    x += channels;
  }
}
