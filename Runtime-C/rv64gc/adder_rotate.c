/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rotate.c -- the Hadamard transform before out_proj, and quantization, for a scalar
 *  processor: two stages to each load and store.
 *
 *  The small matrix comes first, from the input into `work`, and Sylvester's in place there: the
 *  two commute, and so neither needs scratch.
 */
#include "adder_requantize.h"

/*  work[r * size + s] = sum over j of matrix[r][j] * input[j * size + s] of a group */
static void combine(
    int32_t *restrict work, const int16_t *restrict input, const int8_t *restrict matrix,
    int32_t order, int32_t size) {
  for (int32_t r = 0; r < order; ++r) {
    for (int32_t s = 0; s < size; ++s) {
      int32_t sum = 0;
      for (int32_t j = 0; j < order; ++j) {
        sum += matrix[r * order + j] * input[j * size + s];
      }
      work[r * size + s] = sum;
    }
  }
}

/*  The stage of distance `half` on size elements. */
static void transform_pairs(int32_t *w, int32_t half, int32_t size) {
  for (int32_t start = 0; start < size; start += 2 * half) {
    for (int32_t i = start; i < start + half; ++i) {
      const int32_t a = w[i];
      const int32_t b = w[i + half];
      w[i] = a + b;
      w[i + half] = a - b;
    }
  }
}

/*  The stages of distances `quarter` and 2 * quarter. */
static void transform_fours(int32_t *w, int32_t quarter, int32_t size) {
  for (int32_t start = 0; start < size; start += 4 * quarter) {
    int32_t *w0 = w + start;
    int32_t *w1 = w0 + quarter;
    int32_t *w2 = w1 + quarter;
    int32_t *w3 = w2 + quarter;
    for (int32_t i = 0; i < quarter; ++i) {
      const int32_t a = w0[i] + w1[i];
      const int32_t b = w0[i] - w1[i];
      const int32_t c = w2[i] + w3[i];
      const int32_t d = w2[i] - w3[i];
      w0[i] = a + c;
      w1[i] = b + d;
      w2[i] = a - c;
      w3[i] = b - d;
    }
  }
}

/*  w <- Sylvester w, size elements, a power of two */
static void sylvester(int32_t *w, int32_t size) {
  int32_t half = 1;
  for (; 4 * half <= size; half *= 4) {
    transform_fours(w, half, size);
  }
  if (half < size) {
    transform_pairs(w, half, size);
  }
}

void adder_rotate(
    int8_t *restrict output, const int16_t *restrict input, int32_t *restrict work,
    const adder_rotate_params *p, int32_t positions) {
  const int32_t size = (int32_t)1 << p->doublings;
  const int32_t group = p->order * size;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->channels; first += group) {
      combine(work + first, input + first, p->matrix, p->order, size);
      for (int32_t r = 0; r < p->order; ++r) {
        sylvester(work + first + (ptrdiff_t)r * size, size);
      }
    }
    for (int32_t e = 0; e < p->channels; ++e) {
      const int64_t value =
          adder_requantize_64(work[e], p->scale.left, p->scale.multiplier, p->scale.shift);
      output[e] = (int8_t)adder_clamp_64(value, -128, 127);
    }
    output += p->channels;
    input += p->channels;
  }
}
