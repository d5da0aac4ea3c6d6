/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_convolve.c -- causal depthwise convolution, cut by channels. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of a channel, in multiply-accumulates. */
enum { channel_cost = 64 };

/*  One of the two directions. */
typedef void (*kernel)(int16_t *x, int8_t *x_quantized, int8_t *state, const int8_t *input, const adder_convolve_params *p, int32_t positions);

/*  A call, and how it is cut. */
typedef struct {
  kernel run;
  int16_t *x;
  int8_t *x_quantized;
  int8_t *state;
  const int8_t *input;
  const adder_convolve_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void run(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_slice cut =
      adder_slice_of(part, w->parts, w->p->channels, adder_slice_channels);
  adder_convolve_params p = *w->p;
  p.weight += cut.first;
  p.bias += cut.first;
  p.preactivation = adder_scale_from(p.preactivation, cut.first);
  p.channels = cut.count;
  int8_t *quantized = NULL;
  if (w->x_quantized != NULL) {
    quantized = w->x_quantized + cut.first;
    p.quantization = adder_scale_from(p.quantization, cut.first);
  }
  w->run(
      w->x + cut.first, quantized, p.kernel > 1 ? w->state + cut.first : w->state,
      w->input + cut.first, &p, w->positions);
}

static void share(
    kernel each, const adder_parallel *parallel, int16_t *x, int8_t *x_quantized, int8_t *state,
    const int8_t *input, const adder_convolve_params *p, int32_t positions) {
  const int64_t cost = (int64_t)channel_cost * positions;
  work w = {each, x, x_quantized, state, input, p, positions, 0};
  w.parts = adder_part_count(parallel, p->channels, adder_slice_channels, cost);
  adder_share(parallel, run, &w, w.parts);
}

void adder_parallel_convolve(
    const adder_parallel *parallel, int16_t *x, int8_t *x_quantized, int8_t *state,
    const int8_t *input, const adder_convolve_params *p, int32_t positions) {
  share(adder_convolve, parallel, x, x_quantized, state, input, p, positions);
}

void adder_parallel_convolve_backward(
    const adder_parallel *parallel, int16_t *x, int8_t *x_quantized, int8_t *state,
    const int8_t *input, const adder_convolve_params *p, int32_t positions) {
  share(adder_convolve_backward, parallel, x, x_quantized, state, input, p, positions);
}
