/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_accumulate.c -- the running sum of a mean pool, a lane for each element. */
#include "adder_kernels.h"
#include "adder_lanes.h"

void adder_accumulate(
    int32_t *sum, int32_t *count, const int16_t *input, int32_t width, int32_t positions) {
  for (int32_t t = 0; t < positions && count[0] < 65535; ++t) {
    int32_t i = 0;
    count[0] += 1;
    for (; i + adder_lanes <= width; i += adder_lanes) {
      const adder_lanes_s32 x = adder_widen(adder_load_s16(input + i));
      adder_store_s32(sum + i, adder_add_s32(adder_load_s32(sum + i), x));
    }
    for (; i < width; ++i) {
      sum[i] += input[i];
    }
    input += width;
  }
}
