/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize16.c -- RMSNorm of groups of int16, and quantization. */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  1 / sqrt(sum of input[i]^2 + epsilon) */
static adder_reciprocal_root reciprocal_norm(
    const int16_t *input, const adder_normalize16_params *p) {
  uint64_t sum = p->epsilon;
  for (int32_t i = 0; i < p->width; ++i) {
    sum += (uint64_t)((int32_t)input[i] * input[i]);
  }
  return adder_reciprocal_square_root(sum);
}

/*  An element of the output before saturation. */
static int32_t normalized(
    int16_t x, adder_reciprocal_root root, int32_t gain, const adder_normalize16_params *p) {
  const int32_t v = adder_q31(adder_shift_left(x, root.half_shift - 1), root.mantissa);
  return adder_rshift(adder_q31(v, gain), p->shift);
}

void adder_normalize_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_normalize16_params *p,
    int32_t positions) {
  for (int32_t row = 0; row < positions * p->groups; ++row) {
    const int32_t *gain = p->gain + (ptrdiff_t)(row % p->groups) * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (int32_t i = 0; i < p->width; ++i) {
      output[i] = adder_sat8(normalized(input[i], root, gain[i], p));
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16_s16(
    int16_t *restrict output, const int16_t *restrict input, const adder_normalize16_params *p,
    int32_t positions) {
  for (int32_t row = 0; row < positions * p->groups; ++row) {
    const int32_t *gain = p->gain + (ptrdiff_t)(row % p->groups) * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (int32_t i = 0; i < p->width; ++i) {
      output[i] = adder_sat16(normalized(input[i], root, gain[i], p));
    }
    output += p->width;
    input += p->width;
  }
}
