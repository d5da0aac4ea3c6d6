/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_rotate.c -- adder_rotate against the matrix written out. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  Entry (i, j) of the transform of one group. */
static int32_t entry(int32_t i, int32_t j, const adder_rotate_params *p) {
  const int32_t mask = ((int32_t)1 << p->doublings) - 1;
  int32_t sign = p->matrix[(i >> p->doublings) * p->order + (j >> p->doublings)];
  for (int32_t common = i & j & mask; common != 0; common &= common - 1) {
    sign = -sign;
  }
  return sign;
}

static void rotate(int8_t *output, const int16_t *input, const adder_rotate_params *p) {
  const int32_t group = p->order << p->doublings;
  for (int32_t e = 0; e < p->channels; ++e) {
    const int32_t first = e - e % group;
    int32_t sum = 0;
    for (int32_t j = 0; j < group; ++j) {
      sum += entry(e - first, j, p) * input[first + j];
    }
    output[e] = adder_sat8(
        adder_requantize(sum, p->scale.left, p->scale.multiplier, p->scale.shift));
  }
}

/*  At most 640 channels in a group, so sums below 2^25. */
static void check_shape(int32_t order, int32_t doublings, int32_t groups, pattern kind) {
  const int32_t channels = (order << doublings) * groups;
  enum { tile = 2 };
  const size_t n = (size_t)(tile * channels);
  const size_t work_bytes = (size_t)(channels + order) * sizeof(int32_t);
  int8_t *matrix = check_s8(order * order, uniform, 0, 1);
  for (int32_t i = 0; i < order * order; ++i) {
    matrix[i] = (int8_t)(2 * matrix[i] - 1);
  }
  int16_t *input = check_s16(tile * channels, kind, -32768, 32767);
  int32_t *work = check_s32(channels + order, all_zero, 0, 0);
  int8_t *output = check_s8(tile * channels, all_zero, 0, 0);
  int8_t *want = check_s8(tile * channels, all_zero, 0, 0);
  char detail[64];
  snprintf(detail, sizeof detail, "order %d, %d channels", (int)order, (int)channels);
  for (int32_t shift = 10; shift <= 24; shift += 2) {
    const adder_tensor_scale scale = {check_uniform(1 << 30, INT32_MAX), shift, 6};
    const adder_rotate_params p = {matrix, scale, order, doublings, channels};
    for (int32_t t = 0; t < tile; ++t) {
      rotate(want + t * channels, input + t * channels, &p);
    }
    adder_rotate(output, input, work, &p, 1);
    check_equal("adder_rotate", detail, output, want, (size_t)channels);
    adder_rotate(output, input, work, &p, tile);
    check_equal("adder_rotate", detail, output, want, n);
  }
  check_release("matrix", matrix, (size_t)(order * order));
  check_release("input", input, n * sizeof input[0]);
  check_release("work", work, work_bytes);
  check_release("output", output, n);
  check_release("want", want, n);
}

int main(void) {
  static const int32_t orders[] = {1, 2, 4, 12, 20};
  for (size_t o = 0; o < sizeof orders / sizeof orders[0]; ++o) {
    for (int32_t doublings = 0; doublings <= 5; ++doublings) {
      for (int32_t groups = 1; groups <= 3; ++groups) {
        for (int kind = 0; kind < pattern_count; ++kind) {
          check_shape(orders[o], doublings, groups, (pattern)kind);
        }
      }
    }
  }
  for (int32_t doublings = 6; doublings <= 9; ++doublings) {
    check_shape(1, doublings, 1, all_low);
    check_shape(1, doublings, 1, uniform);
  }
  check_shape(3, 6, 1, uniform);
  check_shape(3, 7, 1, uniform);
  return check_report("check_rotate");
}
