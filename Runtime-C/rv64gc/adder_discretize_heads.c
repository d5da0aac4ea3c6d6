/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize_heads.c -- time step and decay of each head, and the drive of its channels,
 *  scaled in 64 bits.
 */
#include "adder_requantize.h"

void adder_discretize_heads(
    int16_t *restrict decay, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_heads_params *p, int32_t positions) {
  const int32_t channels = p->heads * p->head_channels;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t head = 0; head < p->heads; ++head) {
      const int64_t step = adder_scaled(adder_softplus(preactivation[head]), &p->time_step, head);
      const int32_t dt = (int32_t)adder_clamp_64(step, p->low[head], p->high[head]);
      decay[head] = adder_negated_decay((int16_t)dt, p->a[head], p->fraction_bits);
      const int32_t first = head * p->head_channels;
      for (int32_t e = first; e < first + p->head_channels; ++e) {
        const int64_t driven = adder_scaled(dt * x[e], &p->drive, e);
        drive[e] = (int16_t)adder_clamp_64(driven, -32768, 32767);
      }
    }
    decay += p->heads;
    drive += channels;
    preactivation += p->heads;
    x += channels;
  }
}
