/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize.c -- RMSNorm and quantization. */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  1 / sqrt(sum of rshift(input[i], pre_shift)^2 + epsilon) */
static adder_reciprocal_root reciprocal_norm(
    const int32_t *input, const adder_normalize_params *p) {
  uint64_t sum = p->epsilon;
  for (int32_t i = 0; i < p->width; ++i) {
    const int64_t r = adder_rshift(input[i], p->pre_shift);
    sum += (uint64_t)(r * r);
  }
  return adder_reciprocal_square_root(sum);
}

/*  Element i of the output before saturation. */
static int32_t normalized(
    int32_t x, adder_reciprocal_root root, int32_t i, const adder_normalize_params *p) {
  const int32_t r = adder_rshift(x, p->pre_shift);
  const int32_t v = adder_q31(adder_shift_left(r, root.half_shift - 1), root.mantissa);
  return adder_rshift(adder_q31(v, p->gain[i]), p->shift);
}

void adder_normalize_s8(
    int8_t *restrict output, const int32_t *restrict input, const adder_normalize_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (int32_t i = 0; i < p->width; ++i) {
      output[i] = adder_sat8(normalized(input[i], root, i, p));
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16(
    int16_t *restrict output, const int32_t *restrict input, const adder_normalize_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (int32_t i = 0; i < p->width; ++i) {
      output[i] = adder_sat16(normalized(input[i], root, i, p));
    }
    output += p->width;
    input += p->width;
  }
}
