/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_position.c -- the embedding of each position of a sequence. */
#include "adder_kernels.h"

void adder_position(int32_t *output, const adder_embed_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    adder_embed(output + (ptrdiff_t)t * p->width, &t, p, 1);
  }
}
