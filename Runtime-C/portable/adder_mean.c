/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_mean.c -- the mean of a pool, rounded half up. */
#include "adder_kernels.h"

/*  floor(a / b), b > 0; the division of C rounds toward zero. */
static int64_t floor_divide(int64_t a, int64_t b) {
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}

void adder_mean(
    int16_t *restrict output, const int32_t *restrict sum, const int32_t *restrict count,
    int32_t width) {
  const int64_t n = count[0];
  for (int32_t i = 0; i < width; ++i) {
    output[i] = (int16_t)(n == 0 ? 0 : floor_divide(2 * (int64_t)sum[i] + n, 2 * n));
  }
}
