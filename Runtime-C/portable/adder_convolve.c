/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_convolve.c -- causal depthwise convolution, SiLU, int8 copy. */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <string.h>

enum { block_channels = 64 }; /* accumulators on the stack */

/*  sum[e] += weight[e] * window[e] */
static void add_products(
    int32_t *restrict sum, const int8_t *restrict weight, const int8_t *restrict window,
    int32_t count) {
  for (int32_t e = 0; e < count; ++e) {
    sum[e] += weight[e] * window[e];
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

/*  The int8 copy of `count` channels from `first`. */
static void copy(
    int8_t *restrict x_quantized, const int16_t *restrict x, const adder_channel_scale *scale,
    int32_t first, int32_t count) {
  for (int32_t e = first; e < first + count; ++e) {
    x_quantized[e] = adder_sat8(
        adder_requantize(x[e], scale->left, scale->multiplier[e], scale->shift[e]));
  }
}

/*  One position. */
static void convolve(
    int16_t *restrict x, int8_t *restrict x_quantized, int8_t *restrict state,
    const int8_t *restrict input, const adder_convolve_params *p) {
  const int32_t channels = p->channels;
  int32_t sum[block_channels];
  for (int32_t first = 0; first < channels; first += block_channels) {
    const int32_t left = channels - first;
    const int32_t count = left < block_channels ? left : block_channels;
    memcpy(sum, p->bias + first, (size_t)count * sizeof sum[0]);
    for (int32_t k = 0; k < p->kernel; ++k) {
      const ptrdiff_t row = (ptrdiff_t)k * p->stride + first;
      const int8_t *window = k < p->kernel - 1 ? state + row : input + first;
      add_products(sum, p->weight + row, window, count);
    }
    for (int32_t i = 0; i < count; ++i) {
      const int32_t e = first + i;
      const int16_t u = adder_sat16(adder_requantize(
          sum[i], p->preactivation.left, p->preactivation.multiplier[e],
          p->preactivation.shift[e]));
      x[e] = adder_silu(u, p->fraction_bits);
    }
    if (x_quantized != NULL) {
      copy(x_quantized, x, &p->quantization, first, count);
    }
  }
  if (p->kernel > 1) {
    move_window(state, input, p);
  }
}

void adder_convolve(
    int16_t *restrict x, int8_t *restrict x_quantized, int8_t *restrict state,
    const int8_t *restrict input, const adder_convolve_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const ptrdiff_t row = (ptrdiff_t)t * p->stride;
    int8_t *quantized = x_quantized == NULL ? NULL : x_quantized + row;
    convolve(x + row, quantized, state, input + row, p);
  }
}
