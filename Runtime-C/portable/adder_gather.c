/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_gather.c -- the patches of an image. */
#include "adder_kernels.h"

#include <string.h>

void adder_gather(
    int8_t *output, const uint8_t *image, const adder_gather_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    if (p->corners[t] < 0) {
      memset(output, 0, (size_t)p->count);
    } else {
      const uint8_t *patch = image + p->corners[t];
      for (int32_t i = 0; i < p->count; ++i) {
        output[i] = (int8_t)(patch[p->elements[i]] - 128);
      }
    }
    output += p->count;
  }
}
