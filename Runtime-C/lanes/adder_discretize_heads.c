/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize_heads.c -- time step and decay of each head, and the drive of its channels; the
 *  heads are few, so lanes are channels of one head.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  The time step of one head. */
static int16_t time_step(
    int16_t preactivation, int32_t head, const adder_discretize_heads_params *p) {
  const int32_t step = adder_requantize(
      adder_softplus(preactivation), 0, p->time_step.multiplier[head],
      p->time_step.shift[head]);
  return (int16_t)adder_clamp(step, p->low[head], p->high[head]);
}

/*  The drive of `count` channels from `first`. */
static void drive_head(
    int16_t *drive, const int16_t *x, int16_t dt, const adder_channel_scale *scale,
    int32_t first, int32_t count) {
  const adder_lanes_s16 steps = adder_broadcast_s16(&dt);
  const int32_t end = first + count;
  int32_t e = first;
  for (; e + adder_lanes <= end; e += adder_lanes) {
    const adder_lanes_s32 product = adder_product(steps, adder_load_s16(x + e));
    adder_store_s16(
        drive + e, adder_sat16_lanes(adder_rescale_channels(product, scale, e)));
  }
  for (; e < end; ++e) {
    drive[e] = adder_sat16(
        adder_requantize((int32_t)dt * x[e], 0, scale->multiplier[e], scale->shift[e]));
  }
}

void adder_discretize_heads(
    int16_t *decay, int16_t *drive, const int16_t *preactivation, const int16_t *x,
    const adder_discretize_heads_params *params, int32_t positions) {
  const adder_discretize_heads_params own = *params; /* which no store can change */
  const adder_discretize_heads_params *p = &own;
  const int32_t channels = p->heads * p->head_channels;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t head = 0; head < p->heads; ++head) {
      const int16_t dt = time_step(preactivation[head], head, p);
      decay[head] = adder_negated_decay(dt, p->a[head], p->fraction_bits);
      drive_head(drive, x, dt, &p->drive, head * p->head_channels, p->head_channels);
    }
    decay += p->heads;
    drive += channels;
    preactivation += p->heads;
    x += channels;
  }
}
