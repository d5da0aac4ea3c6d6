/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_quantize.c -- one factor for a whole tensor. */
#include "adder_fixed.h"
#include "adder_kernels.h"

static int32_t rescaled(const adder_tensor_scale *scale, int32_t x) {
  return adder_requantize(x, scale->left, scale->multiplier, scale->shift);
}

void adder_quantize_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    output[i] = adder_sat8(rescaled(scale, input[i]));
  }
}

void adder_quantize_s16_s16(
    int16_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    output[i] = adder_sat16(rescaled(scale, input[i]));
  }
}

void adder_quantize_s32_s8(
    int8_t *restrict output, const int32_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    output[i] = adder_sat8(rescaled(scale, input[i]));
  }
}

void adder_quantize_s32_s16(
    int16_t *restrict output, const int32_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    output[i] = adder_sat16(rescaled(scale, input[i]));
  }
}
