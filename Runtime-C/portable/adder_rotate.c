/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rotate.c -- the Hadamard transform before out_proj, and quantization. */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  w <- Sylvester w, size elements, a power of two: sums and differences at doubling distance. */
static void sylvester(int32_t *w, int32_t size) {
  for (int32_t half = 1; half < size; half *= 2) {
    for (int32_t start = 0; start < size; start += 2 * half) {
      for (int32_t i = start; i < start + half; ++i) {
        const int32_t a = w[i];
        const int32_t b = w[i + half];
        w[i] = a + b;
        w[i + half] = a - b;
      }
    }
  }
}

/*  column <- matrix column, whose elements lie `stride` apart; `product` holds `order`. */
static void multiply_column(
    int32_t *column, int32_t stride, int32_t *restrict product, const int8_t *restrict matrix,
    int32_t order) {
  for (int32_t i = 0; i < order; ++i) {
    int32_t sum = 0;
    for (int32_t j = 0; j < order; ++j) {
      sum += matrix[(ptrdiff_t)i * order + j] * column[(ptrdiff_t)j * stride];
    }
    product[i] = sum;
  }
  for (int32_t i = 0; i < order; ++i) {
    column[(ptrdiff_t)i * stride] = product[i];
  }
}

/*  One position. */
static void rotate(
    int8_t *restrict output, const int16_t *restrict input, int32_t *restrict work,
    const adder_rotate_params *p) {
  const int32_t size = (int32_t)1 << p->doublings;
  const int32_t group = p->order * size;
  for (int32_t e = 0; e < p->channels; ++e) {
    work[e] = input[e];
  }
  for (int32_t first = 0; first < p->channels; first += group) {
    int32_t *w = work + first;
    for (int32_t r = 0; r < p->order; ++r) {
      sylvester(w + (ptrdiff_t)r * size, size);
    }
    for (int32_t s = 0; s < size; ++s) {
      multiply_column(w + s, size, work + p->channels, p->matrix, p->order);
    }
  }
  for (int32_t e = 0; e < p->channels; ++e) {
    output[e] = adder_sat8(
        adder_requantize(work[e], p->scale.left, p->scale.multiplier, p->scale.shift));
  }
}

void adder_rotate(
    int8_t *restrict output, const int16_t *restrict input, int32_t *restrict work,
    const adder_rotate_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    rotate(output, input, work, p);
    output += p->channels;
    input += p->channels;
  }
}
