/* SPDX-License-Identifier: MIT */
/*  adder_embed.c -- one row of the embedding, with the scale of its token. */
#include "adder_fixed.h"
#include "adder_kernels.h"

void adder_embed(int32_t *restrict output, int32_t token, const adder_embed_params *p) {
  const int8_t *row = p->weight + (ptrdiff_t)token * p->width;
  const int32_t left = p->scale.left;
  const int32_t multiplier = p->scale.multiplier[token];
  const int32_t shift = p->scale.shift[token];
  for (int32_t i = 0; i < p->width; ++i) {
    output[i] = adder_requantize(row[i], left, multiplier, shift);
  }
}
