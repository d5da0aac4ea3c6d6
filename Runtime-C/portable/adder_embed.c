/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_embed.c -- rows of the embedding, with the scale of their tokens, for every packing. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_packing.h"

enum { tile_size = ADDER_S8_ROWS * ADDER_S8_COLUMNS };

/*  A weight as the matrix has it. */
static inline int32_t unpacked(int8_t weight) {
  return ADDER_WEIGHT_OFFSET == 0 ? weight : (uint8_t)weight - ADDER_WEIGHT_OFFSET;
}

void adder_embed(
    int32_t *restrict output, const int32_t *restrict tokens, const adder_embed_params *p,
    int32_t positions) {
  const int32_t tiles = (p->width - 1) / ADDER_S8_COLUMNS + 1;
  for (int32_t t = 0; t < positions; ++t) {
    const int32_t token = tokens[t];
    const int8_t *row = p->weight + (ptrdiff_t)(token / ADDER_S8_ROWS) * tiles * tile_size +
        (ptrdiff_t)(token % ADDER_S8_ROWS) * ADDER_S8_COLUMNS;
    for (int32_t i = 0; i < p->width; ++i) {
      const int8_t weight = row[i / ADDER_S8_COLUMNS * tile_size + i % ADDER_S8_COLUMNS];
      output[i] = adder_requantize(
          unpacked(weight), p->scale.left, p->scale.multiplier[token], p->scale.shift[token]);
    }
    output += p->width;
  }
}
