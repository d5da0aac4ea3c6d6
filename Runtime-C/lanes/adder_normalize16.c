/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize16.c -- RMSNorm of groups of int16, and quantization, a lane for each element. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  1 / sqrt(sum of input[i]^2 + epsilon) */
static adder_reciprocal_root reciprocal_norm(
    const int16_t *input, const adder_normalize16_params *p) {
  adder_lanes_s64 squares = adder_zero_s64();
  int32_t i = 0;
  for (; i + adder_lanes <= p->width; i += adder_lanes) {
    squares = adder_add_squares(squares, adder_widen(adder_load_s16(input + i)));
  }
  uint64_t sum = p->epsilon + adder_total(squares);
  for (; i < p->width; ++i) {
    sum += (uint64_t)((int32_t)input[i] * input[i]);
  }
  return adder_reciprocal_square_root(sum);
}

/*  The elements of one vector. */
static inline adder_lanes_s16 normalized_lanes(
    const int16_t *input, adder_reciprocal_root root, const int32_t *gain,
    const adder_normalize16_params *p) {
  const adder_lanes_s32 x = adder_widen(adder_load_s16(input));
  const adder_lanes_s32 scaled = adder_shift_left_lanes(x, root.half_shift - 1);
  const adder_lanes_s32 v = adder_q31_lanes(scaled, adder_set_s32(root.mantissa));
  const adder_lanes_s32 gained = adder_q31_lanes(v, adder_load_s32(gain));
  return adder_sat16_lanes(adder_rshift_lanes(gained, p->shift));
}

/*  An element before saturation. */
static int32_t normalized(
    int16_t x, adder_reciprocal_root root, int32_t gain, const adder_normalize16_params *p) {
  const int32_t v = adder_q31(adder_shift_left(x, root.half_shift - 1), root.mantissa);
  return adder_rshift(adder_q31(v, gain), p->shift);
}

void adder_normalize_s16_s8(
    int8_t *output, const int16_t *input, const adder_normalize16_params *p, int32_t positions) {
  for (int32_t row = 0; row < positions * p->groups; ++row) {
    const int32_t *gain = p->gain + (ptrdiff_t)(row % p->groups) * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    int32_t i = 0;
    for (; i + adder_lanes <= p->width; i += adder_lanes) {
      adder_store_s8(output + i, normalized_lanes(input + i, root, gain + i, p));
    }
    for (; i < p->width; ++i) {
      output[i] = adder_sat8(normalized(input[i], root, gain[i], p));
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16_s16(
    int16_t *output, const int16_t *input, const adder_normalize16_params *p, int32_t positions) {
  for (int32_t row = 0; row < positions * p->groups; ++row) {
    const int32_t *gain = p->gain + (ptrdiff_t)(row % p->groups) * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    int32_t i = 0;
    for (; i + adder_lanes <= p->width; i += adder_lanes) {
      adder_store_s16(output + i, normalized_lanes(input + i, root, gain + i, p));
    }
    for (; i < p->width; ++i) {
      output[i] = adder_sat16(normalized(input[i], root, gain[i], p));
    }
    output += p->width;
    input += p->width;
  }
}
