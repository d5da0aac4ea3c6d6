/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize.c -- RMSNorm and quantization, a lane for each element. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  1 / sqrt(sum of rshift(input[i], pre_shift)^2 + epsilon) */
static adder_reciprocal_root reciprocal_norm(
    const int32_t *input, const adder_normalize_params *p) {
  adder_lanes_s64 squares = adder_zero_s64();
  int32_t i = 0;
  for (; i + adder_lanes <= p->width; i += adder_lanes) {
    const adder_lanes_s32 r = adder_rshift_lanes(adder_load_s32(input + i), p->pre_shift);
    squares = adder_add_squares(squares, r);
  }
  uint64_t sum = p->epsilon + adder_total(squares);
  for (; i < p->width; ++i) {
    const int64_t r = adder_rshift(input[i], p->pre_shift);
    sum += (uint64_t)(r * r);
  }
  return adder_reciprocal_square_root(sum);
}

/*  The elements of one vector from i. */
static inline adder_lanes_s16 normalized_lanes(
    const int32_t *input, adder_reciprocal_root root, int32_t i,
    const adder_normalize_params *p) {
  const adder_lanes_s32 r = adder_rshift_lanes(adder_load_s32(input + i), p->pre_shift);
  const adder_lanes_s32 scaled = adder_shift_left_lanes(r, root.half_shift - 1);
  const adder_lanes_s32 v = adder_q31_lanes(scaled, adder_set_s32(root.mantissa));
  const adder_lanes_s32 gained = adder_q31_lanes(v, adder_load_s32(p->gain + i));
  return adder_sat16_lanes(adder_rshift_lanes(gained, p->shift));
}

/*  Element i before saturation. */
static int32_t normalized(
    int32_t x, adder_reciprocal_root root, int32_t i, const adder_normalize_params *p) {
  const int32_t r = adder_rshift(x, p->pre_shift);
  const int32_t v = adder_q31(adder_shift_left(r, root.half_shift - 1), root.mantissa);
  return adder_rshift(adder_q31(v, p->gain[i]), p->shift);
}

void adder_normalize_s8(
    int8_t *output, const int32_t *input, const adder_normalize_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    int32_t i = 0;
    for (; i + adder_lanes <= p->width; i += adder_lanes) {
      adder_store_s8(output + i, normalized_lanes(input, root, i, p));
    }
    for (; i < p->width; ++i) {
      output[i] = adder_sat8(normalized(input[i], root, i, p));
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16(
    int16_t *output, const int32_t *input, const adder_normalize_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    int32_t i = 0;
    for (; i + adder_lanes <= p->width; i += adder_lanes) {
      adder_store_s16(output + i, normalized_lanes(input, root, i, p));
    }
    for (; i < p->width; ++i) {
      output[i] = adder_sat16(normalized(input[i], root, i, p));
    }
    output += p->width;
    input += p->width;
  }
}
