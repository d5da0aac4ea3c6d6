/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear4.c -- matrix times vector with weights of 4 bits in scaled groups of columns. */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  The weight in the low four bits, two's complement. */
static int32_t nibble(int32_t bits) { return ((bits & 15) ^ 8) - 8; }

/*  Sum of products of one group, which begins at a whole byte. */
static int32_t group_dot(const uint8_t *weight, const int8_t *x, int32_t columns) {
  int32_t sum = 0;
  ptrdiff_t k = 0;
  for (; k < columns / 2; ++k) {
    sum += nibble(weight[k]) * x[2 * k] + nibble(weight[k] >> 4) * x[2 * k + 1];
  }
  if (columns % 2 != 0) {
    sum += nibble(weight[k]) * x[2 * k];
  }
  return sum;
}

/*  scale(bias + weight . input) of row i. */
static int32_t scaled_row(const int8_t *input, int32_t i, const adder_linear4_params *p) {
  const int32_t groups = (p->columns - 1) / p->group + 1;
  const uint8_t *weight = p->weight + (ptrdiff_t)i * ((p->columns + 1) / 2);
  const uint8_t *group_scale = p->group_scale + (ptrdiff_t)i * groups;
  int32_t sum = p->bias == NULL ? 0 : p->bias[i];
  for (int32_t g = 0; g < groups; ++g) {
    const int32_t first = g * p->group;
    const int32_t left = p->columns - first;
    const int32_t columns = left < p->group ? left : p->group;
    sum += group_scale[g] * group_dot(weight + first / 2, input + first, columns);
  }
  return adder_requantize(sum, p->scale.left, p->scale.multiplier[i], p->scale.shift[i]);
}

void adder_linear4_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  const int32_t low = p->limit == 0 ? -128 : -p->limit;
  const int32_t high = p->limit == 0 ? 127 : p->limit;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      output[i] = (int8_t)adder_clamp(scaled_row(input, i, p), low, high);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear4_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  const int32_t low = p->limit == 0 ? -32768 : -p->limit;
  const int32_t high = p->limit == 0 ? 32767 : p->limit;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      output[i] = (int16_t)adder_clamp(scaled_row(input, i, p), low, high);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear4_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      output[i] = scaled_row(input, i, p);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear4_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t i = 0; i < p->rows; ++i) {
      output[i] += scaled_row(input, i, p);
    }
    output += p->rows;
    input += p->columns;
  }
}
