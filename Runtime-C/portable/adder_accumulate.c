/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_accumulate.c -- the running sum of a mean pool. */
#include "adder_kernels.h"

void adder_accumulate(
    int32_t *restrict sum, int32_t *restrict count, const int16_t *restrict input, int32_t width,
    int32_t positions) {
  for (int32_t t = 0; t < positions && count[0] < 65535; ++t) {
    count[0] += 1;
    for (int32_t i = 0; i < width; ++i) {
      sum[i] += input[i];
    }
    input += width;
  }
}
