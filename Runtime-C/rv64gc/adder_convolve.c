/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_convolve.c -- causal depthwise convolution, SiLU, int8 copy, for a scalar processor: four
 *  channels go down the rows together, their sums in registers.
 */
#include "adder_requantize.h"

#include <string.h>

/*  SiLU of channel e, whose sum is given. */
static inline void activate(
    int16_t *x, int32_t sum, int32_t e, const adder_convolve_params *p) {
  const int64_t u = adder_clamp_64(adder_scaled(sum, &p->preactivation, e), -32768, 32767);
  x[e] = adder_silu((int16_t)u, p->fraction_bits);
}

/*  The int8 copy of all channels. */
static void copy(
    int8_t *restrict x_quantized, const int16_t *restrict x, const adder_convolve_params *p) {
  const adder_channel_scale scale = p->quantization;
  for (int32_t e = 0; e < p->channels; ++e) {
    x_quantized[e] = (int8_t)adder_clamp_64(adder_scaled(x[e], &scale, e), -128, 127);
  }
}

/*  sum[i] += weight[i] * window[i] */
static inline void add_products_4(
    int32_t sum[4], const int8_t *restrict weight, const int8_t *restrict window) {
  sum[0] += weight[0] * window[0];
  sum[1] += weight[1] * window[1];
  sum[2] += weight[2] * window[2];
  sum[3] += weight[3] * window[3];
}

/*  The sums of four channels from e; state and input are those of all channels. */
static inline void sum_4(
    int32_t sum[4], const int8_t *state, const int8_t *input, int32_t e,
    const adder_convolve_params *p) {
  int32_t s[4] = {p->bias[e], p->bias[e + 1], p->bias[e + 2], p->bias[e + 3]};
  ptrdiff_t at = e;
  for (int32_t k = 1; k < p->kernel; ++k) {
    add_products_4(s, p->weight + at, state + at);
    at += p->stride;
  }
  add_products_4(s, p->weight + at, input + e);
  memcpy(sum, s, sizeof s);
}

/*  The sum of one channel. */
static inline int32_t sum_1(
    const int8_t *state, const int8_t *input, int32_t e, const adder_convolve_params *p) {
  int32_t sum = p->bias[e];
  ptrdiff_t at = e;
  for (int32_t k = 1; k < p->kernel; ++k) {
    sum += p->weight[at] * state[at];
    at += p->stride;
  }
  return sum + p->weight[at] * input[e];
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
    int16_t *restrict x, int8_t *restrict x_quantized, int8_t *restrict state,
    const int8_t *restrict input, const adder_convolve_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + 4 <= p->channels; e += 4) {
      int32_t sum[4];
      sum_4(sum, state, input, e, p);
      activate(x, sum[0], e, p);
      activate(x, sum[1], e + 1, p);
      activate(x, sum[2], e + 2, p);
      activate(x, sum[3], e + 3, p);
    }
    for (; e < p->channels; ++e) {
      activate(x, sum_1(state, input, e, p), e, p);
    }
    if (x_quantized != NULL) {
      copy(x_quantized, x, p);
      x_quantized += p->stride;
    }
    if (p->kernel > 1) {
      move_window(state, input, p);
    }
    x += p->stride;
    input += p->stride;
  }
}
