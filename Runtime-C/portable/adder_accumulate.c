/* SPDX-License-Identifier: MIT */
/*  adder_accumulate.c -- the running sum of a mean pool. */
#include "adder_kernels.h"

void adder_accumulate(
    int32_t *restrict sum, int32_t *restrict count, const int16_t *restrict input,
    int32_t width) {
  if (count[0] == 65535) {
    return;
  }
  count[0] += 1;
  for (int32_t i = 0; i < width; ++i) {
    sum[i] += input[i];
  }
}
