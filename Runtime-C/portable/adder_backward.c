/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_backward.c -- the steps with a state, from the last position to the first.
 *
 *  Position by position: a channel's state is then in the cache, and every kernel has its own
 *  form of one position.
 */
#include "adder_kernels.h"

void adder_convolve_backward(
    int16_t *x, int8_t *x_quantized, int8_t *state, const int8_t *input,
    const adder_convolve_params *p, int32_t positions) {
  for (int32_t t = positions - 1; t >= 0; --t) {
    const ptrdiff_t row = (ptrdiff_t)t * p->stride;
    int8_t *quantized = x_quantized == NULL ? NULL : x_quantized + row;
    adder_convolve(x + row, quantized, state, input + row, p, 1);
  }
}

void adder_scan_backward(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p, int32_t positions) {
  for (int32_t t = positions - 1; t >= 0; --t) {
    const ptrdiff_t row = (ptrdiff_t)t * p->stride;
    const ptrdiff_t states = (ptrdiff_t)t * p->states;
    adder_scan(y + row, state, dt + row, drive + row, b + states, c + states, p, 1);
  }
}
