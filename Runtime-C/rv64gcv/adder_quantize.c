/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_quantize.c -- one factor for a whole tensor, for RVV. */
#include "adder_narrow.h"

void adder_quantize_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  for (ptrdiff_t first = 0, lanes; first < count; first += lanes) {
    lanes = adder_lanes(count - first);
    ADDER_NARROW_BLOCK(
        ADDER_LOAD_S16, ADDER_NARROW_S8, output + first, input + first, scale, lanes);
  }
}

void adder_quantize_s16_s16(
    int16_t *output, const int16_t *input, const adder_tensor_scale *scale, int32_t count) {
  for (ptrdiff_t first = 0, lanes; first < count; first += lanes) {
    lanes = adder_lanes(count - first);
    ADDER_NARROW_BLOCK(
        ADDER_LOAD_S16, ADDER_NARROW_S16, output + first, input + first, scale, lanes);
  }
}

void adder_quantize_s32_s8(
    int8_t *restrict output, const int32_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  adder_narrow_s32_s8(output, input, scale, count);
}

void adder_quantize_s32_s16(
    int16_t *restrict output, const int32_t *restrict input, const adder_tensor_scale *scale,
    int32_t count) {
  for (ptrdiff_t first = 0, lanes; first < count; first += lanes) {
    lanes = adder_lanes(count - first);
    ADDER_NARROW_BLOCK(
        ADDER_LOAD_S32, ADDER_NARROW_S16, output + first, input + first, scale, lanes);
  }
}
