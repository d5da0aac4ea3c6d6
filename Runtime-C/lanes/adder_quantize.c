/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_quantize.c -- one factor for a whole tensor, a lane for each element. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

static int32_t rescaled(const adder_tensor_scale *scale, int32_t x) {
  return adder_requantize(x, scale->left, scale->multiplier, scale->shift);
}

/*  sat16 of a scaled vector. */
static inline adder_lanes_s16 scaled_lanes(const adder_tensor_scale *scale, adder_lanes_s32 x) {
  const adder_lanes_s32 shifted = adder_shift_left_lanes(x, scale->left);
  return adder_sat16_lanes(adder_rescale_lanes(shifted, scale->multiplier, scale->shift));
}

void adder_quantize_s16_s8(
    int8_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count) {
  int32_t i = 0;
  for (; i + adder_lanes <= count; i += adder_lanes) {
    adder_store_s8(output + i, scaled_lanes(scale, adder_widen(adder_load_s16(input + i))));
  }
  for (; i < count; ++i) {
    output[i] = adder_sat8(rescaled(scale, input[i]));
  }
}

void adder_quantize_s16_s16(
    int16_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count) {
  int32_t i = 0;
  for (; i + adder_lanes <= count; i += adder_lanes) {
    adder_store_s16(output + i, scaled_lanes(scale, adder_widen(adder_load_s16(input + i))));
  }
  for (; i < count; ++i) {
    output[i] = adder_sat16(rescaled(scale, input[i]));
  }
}

void adder_quantize_s32_s8(
    int8_t *output, const int32_t *input, const adder_tensor_scale *scale, int32_t count) {
  int32_t i = 0;
  for (; i + adder_lanes <= count; i += adder_lanes) {
    adder_store_s8(output + i, scaled_lanes(scale, adder_load_s32(input + i)));
  }
  for (; i < count; ++i) {
    output[i] = adder_sat8(rescaled(scale, input[i]));
  }
}

void adder_quantize_s32_s16(
    int16_t *output, const int32_t *input, const adder_tensor_scale *scale, int32_t count) {
  int32_t i = 0;
  for (; i + adder_lanes <= count; i += adder_lanes) {
    adder_store_s16(output + i, scaled_lanes(scale, adder_load_s32(input + i)));
  }
  for (; i < count; ++i) {
    output[i] = adder_sat16(rescaled(scale, input[i]));
  }
}
