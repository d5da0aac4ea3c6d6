/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_linear4.c -- adder_linear4_* against one dot product for each row, in 64 bits. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "check_packing.h"

/*  A matrix before packing. */
typedef struct {
  const int8_t *weight;       /* [rows, columns] */
  const uint8_t *group_scale; /* [rows, groups] */
} plain_matrix;

static int32_t scaled_row(
    const int8_t *x, int32_t i, plain_matrix plain, const adder_linear4_params *p) {
  const int32_t groups = tiles_of(p->columns, p->group);
  int64_t sum = p->bias == NULL ? 0 : p->bias[i];
  for (int32_t j = 0; j < p->columns; ++j) {
    const int32_t scale = plain.group_scale[i * groups + j / p->group];
    sum += (int64_t)(scale * plain.weight[i * p->columns + j]) * x[j];
  }
  return adder_requantize(
      (int32_t)sum, p->scale.left, p->scale.multiplier[i], p->scale.shift[i]);
}

static int32_t limited(int32_t x, int32_t limit, int32_t low, int32_t high) {
  return limit == 0 ? adder_clamp(x, low, high) : adder_clamp(x, -limit, limit);
}

/*  All four outputs. */
static void check_outputs(
    const int8_t *x, plain_matrix plain, const adder_linear4_params *p, int32_t positions) {
  const int32_t rows = p->rows * positions;
  int8_t *s8 = check_s8(rows, all_zero, 0, 0);
  int16_t *s16 = check_s16(rows, all_zero, 0, 0);
  int32_t *s32 = check_s32(rows, all_zero, 0, 0);
  int32_t *add = check_s32(rows, uniform, -(1 << 29), 1 << 29);
  int8_t *want8 = check_s8(rows, all_zero, 0, 0);
  int16_t *want16 = check_s16(rows, all_zero, 0, 0);
  int32_t *want32 = check_s32(rows, all_zero, 0, 0);
  int32_t *want_add = check_s32(rows, all_zero, 0, 0);
  for (int32_t i = 0; i < rows; ++i) {
    want32[i] = scaled_row(x + i / p->rows * p->columns, i % p->rows, plain, p);
    want8[i] = (int8_t)limited(want32[i], p->limit, -128, 127);
    want16[i] = (int16_t)limited(want32[i], p->limit, -32768, 32767);
    want_add[i] = add[i] + want32[i];
  }
  adder_linear4_s8_s8(s8, x, p, positions);
  adder_linear4_s8_s16(s16, x, p, positions);
  adder_linear4_s8_s32(s32, x, p, positions);
  adder_linear4_s8_add(add, x, p, positions);
  char detail[64];
  snprintf(
      detail, sizeof detail, "%d rows, %d columns, groups of %d", (int)rows, (int)p->columns,
      (int)p->group);
  const char *name = "adder_linear4";
  const size_t n = (size_t)rows;
  check_equal(name, detail, s8, want8, n);
  check_equal(name, detail, s16, want16, n * sizeof s16[0]);
  check_equal(name, detail, s32, want32, n * sizeof s32[0]);
  check_equal(name, detail, add, want_add, n * sizeof add[0]);
  check_release(name, s8, n);
  check_release(name, s16, n * sizeof s16[0]);
  check_release(name, s32, n * sizeof s32[0]);
  check_release(name, add, n * sizeof add[0]);
  check_release(name, want8, n);
  check_release(name, want16, n * sizeof want16[0]);
  check_release(name, want32, n * sizeof want32[0]);
  check_release(name, want_add, n * sizeof want_add[0]);
}

/*  One shape; the sums reach at most 513 * 7 * 255 * 128 + 2^19, below 2^31. */
static void check_shape(
    int32_t rows, int32_t columns, int32_t group, pattern weights, pattern inputs,
    int32_t positions) {
  const int32_t groups = tiles_of(columns, group);
  const int32_t bias_limit = 1 << 19;
  int8_t *weight = check_s8(rows * columns, weights, -7, 7);
  uint8_t *group_scale = (uint8_t *)check_allocate((size_t)(rows * groups));
  for (int32_t i = 0; i < rows * groups; ++i) {
    group_scale[i] = (uint8_t)check_element(weights == all_high ? all_high : uniform, i, 1, 255);
  }
  int32_t *bias = check_s32(rows, uniform, -bias_limit, bias_limit);
  int32_t *multiplier = check_s32(rows, uniform, 0, INT32_MAX);
  uint8_t *shift = check_shifts(rows, 2, 31);
  int8_t *x = check_s8(columns * positions, inputs, -128, 127);
  uint8_t *packed = pack_w4(weight, rows, columns);
  uint8_t *packed_scale = pack_group_scales(group_scale, rows, groups);
  const plain_matrix plain = {weight, group_scale};
  adder_linear4_params p = {
      packed, packed_scale, bias, {multiplier, shift, columns <= 64 ? 6 : 0}, rows, columns, group,
      0};
  check_outputs(x, plain, &p, positions);
  p.bias = NULL;
  p.limit = 100;
  check_outputs(x, plain, &p, positions);
  free(packed);
  free(packed_scale);
  check_release("weight", weight, (size_t)(rows * columns));
  check_release("group_scale", group_scale, (size_t)(rows * groups));
  check_release("bias", bias, (size_t)rows * sizeof bias[0]);
  check_release("multiplier", multiplier, (size_t)rows * sizeof multiplier[0]);
  check_release("shift", shift, (size_t)rows);
  check_release("x", x, (size_t)(columns * positions));
}

int main(void) {
  static const int32_t rows[] = {1, 3, 4, 5, 16, 33, 64};
  static const int32_t columns[] = {1, 2, 31, 32, 33, 63, 64, 65, 127, 128, 129, 257, 513};
  for (size_t r = 0; r < sizeof rows / sizeof rows[0]; ++r) {
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; ++c) {
      for (int32_t group = 32; group <= 128; group *= 2) {
        for (int weights = 0; weights < pattern_count; ++weights) {
          check_shape(rows[r], columns[c], group, (pattern)weights, uniform, 1);
          check_shape(rows[r], columns[c], group, (pattern)weights, (pattern)weights, 1);
        }
        check_shape(rows[r], columns[c], group, all_high, all_low, 1);
        check_shape(rows[r], columns[c], group, uniform, uniform, 2 + (int32_t)(c % 4));
      }
    }
  }
  return check_report("check_linear4");
}
