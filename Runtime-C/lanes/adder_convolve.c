/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_convolve.c -- causal depthwise convolution, SiLU, int8 copy; lanes are channels. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

#include <string.h>

/*  One position. */
typedef struct {
  int16_t *x;
  int8_t *x_quantized;
  int8_t *state;
  const int8_t *input;
} position;

/*  The channels of one vector from e. */
static inline void convolve_lanes(
    const position *at, const adder_convolve_params *p, int32_t e) {
  const int8_t *weight = p->weight + e;
  const int8_t *window = at->state + e;
  adder_lanes_s32 sum = adder_load_s32(p->bias + e);
  for (int32_t k = 1; k < p->kernel; ++k) {
    sum = adder_add_product(sum, adder_load_s8(weight), adder_load_s8(window));
    weight += p->stride;
    window += p->stride;
  }
  sum = adder_add_product(sum, adder_load_s8(weight), adder_load_s8(at->input + e));
  const adder_lanes_s16 u = adder_sat16_lanes(adder_scale_lanes(sum, &p->preactivation, e));
  const adder_lanes_s16 x = adder_silu_lanes(u, p->fraction_bits);
  adder_store_s16(at->x + e, x);
  if (at->x_quantized != NULL) {
    const adder_lanes_s32 scaled =
        adder_rescale_channels(adder_widen_15(x), &p->quantization, e);
    adder_store_s8(at->x_quantized + e, adder_sat16_lanes(scaled));
  }
}

/*  Channel e. */
static inline void convolve_one(const position *at, const adder_convolve_params *p, int32_t e) {
  const int8_t *weight = p->weight + e;
  const int8_t *window = at->state + e;
  int32_t sum = p->bias[e];
  for (int32_t k = 1; k < p->kernel; ++k) {
    sum += *weight * *window;
    weight += p->stride;
    window += p->stride;
  }
  sum += *weight * at->input[e];
  const int16_t u = adder_sat16(adder_requantize(
      sum, p->preactivation.left, p->preactivation.multiplier[e], p->preactivation.shift[e]));
  at->x[e] = adder_silu(u, p->fraction_bits);
  if (at->x_quantized != NULL) {
    at->x_quantized[e] = adder_sat8(adder_requantize(
        at->x[e], 15, p->quantization.multiplier[e], p->quantization.shift[e]));
  }
}

/*  Drops the oldest row of the state and appends the input. */
static void move_window(int8_t *state, const int8_t *input, const adder_convolve_params *p) {
  const size_t row = (size_t)p->channels;
  for (int32_t k = 2; k < p->kernel; ++k) {
    memcpy(state, state + p->stride, row);
    state += p->stride;
  }
  memcpy(state, input, row);
}

void adder_convolve(
    int16_t *x, int8_t *x_quantized, int8_t *state, const int8_t *input,
    const adder_convolve_params *params, int32_t positions) {
  const adder_convolve_params own = *params; /* which no store can change */
  const adder_convolve_params *p = &own;
  position at = {x, x_quantized, state, input};
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + adder_lanes <= p->channels; e += adder_lanes) {
      convolve_lanes(&at, p, e);
    }
    for (; e < p->channels; ++e) {
      convolve_one(&at, p, e);
    }
    if (p->kernel > 1) {
      move_window(at.state, at.input, p);
    }
    at.x += p->stride;
    at.x_quantized = at.x_quantized == NULL ? NULL : at.x_quantized + p->stride;
    at.input += p->stride;
  }
}
