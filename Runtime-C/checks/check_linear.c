/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_linear.c -- adder_linear_* against one dot product for each row. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "check_packing.h"

/*  The sum of row i scaled; exactly one of the inputs is given. */
static int32_t scaled_row(
    const int8_t *x8, const int16_t *x16, int32_t i, const adder_linear_params *p) {
  int64_t sum = p->bias == NULL ? 0 : p->bias[i];
  for (int32_t j = 0; j < p->columns; ++j) {
    sum += p->weight[i * p->columns + j] * (x8 != NULL ? x8[j] : x16[j]);
  }
  return adder_requantize(
      (int32_t)sum, p->scale.left, p->scale.multiplier[i], p->scale.shift[i]);
}

static int32_t limited(int32_t x, int32_t limit, int32_t low, int32_t high) {
  return limit == 0 ? adder_clamp(x, low, high) : adder_clamp(x, -limit, limit);
}

/*  All four outputs of one input, given as int8 or as int16; `p` is packed, `plain` row-major. */
static void check_outputs(
    const char *name, const int8_t *x8, const int16_t *x16, const adder_linear_params *plain,
    const adder_linear_params *p, int32_t positions) {
  const int32_t count = p->rows * positions;
  int8_t *s8 = check_s8(count, all_zero, 0, 0);
  int16_t *s16 = check_s16(count, all_zero, 0, 0);
  int32_t *s32 = check_s32(count, all_zero, 0, 0);
  int32_t *add = check_s32(count, uniform, -(1 << 29), 1 << 29);
  int8_t *want8 = check_s8(count, all_zero, 0, 0);
  int16_t *want16 = check_s16(count, all_zero, 0, 0);
  int32_t *want32 = check_s32(count, all_zero, 0, 0);
  int32_t *want_add = check_s32(count, all_zero, 0, 0);
  for (int32_t i = 0; i < count; ++i) {
    const int32_t column = i / p->rows * p->columns;
    want32[i] = scaled_row(
        x8 == NULL ? NULL : x8 + column, x16 == NULL ? NULL : x16 + column, i % p->rows, plain);
    want8[i] = (int8_t)limited(want32[i], p->limit, -128, 127);
    want16[i] = (int16_t)limited(want32[i], p->limit, -32768, 32767);
    want_add[i] = add[i] + want32[i];
  }
  if (x8 != NULL) {
    adder_linear_s8_s8(s8, x8, p, positions);
    adder_linear_s8_s16(s16, x8, p, positions);
    adder_linear_s8_s32(s32, x8, p, positions);
    adder_linear_s8_add(add, x8, p, positions);
  } else {
    adder_linear_s16_s8(s8, x16, p, positions);
    adder_linear_s16_s16(s16, x16, p, positions);
    adder_linear_s16_s32(s32, x16, p, positions);
    adder_linear_s16_add(add, x16, p, positions);
  }
  char detail[64];
  snprintf(
      detail, sizeof detail, "%d rows, %d columns, %d positions", (int)p->rows, (int)p->columns,
      (int)positions);
  const size_t n = (size_t)count;
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

/*  int8 inputs of one matrix. */
static void check_s8_inputs(const int8_t *x, const adder_linear_params *plain, int32_t positions) {
  adder_linear_params p = *plain;
  int8_t *weight = pack_s8(p.weight, p.rows, p.columns);
  int32_t *bias = pack_bias(p.bias, p.weight, p.rows, p.columns);
  p.weight = weight;
  p.bias = bias;
  check_outputs("adder_linear_s8", x, NULL, plain, &p, positions);
  free(weight);
  free(bias);
}

/*  int16 inputs of one matrix. */
static void check_s16_inputs(
    const int16_t *x, const adder_linear_params *plain, int32_t positions) {
  adder_linear_params p = *plain;
  int8_t *weight = pack_s16(p.weight, p.rows, p.columns);
  p.weight = weight;
  check_outputs("adder_linear_s16", NULL, x, plain, &p, positions);
  free(weight);
}

/*  One shape; the sums reach at most 500 * 127 * 32768 + 2^20, below 2^31. */
static void check_shape(
    int32_t rows, int32_t columns, pattern weights, pattern inputs, int32_t positions) {
  const int32_t short_row = columns <= 64;
  const int32_t bias_limit = 1 << 19;
  const int32_t count = columns * positions;
  int8_t *weight = check_s8(rows * columns, weights, -127, 127);
  int32_t *bias = check_s32(rows, uniform, -bias_limit, bias_limit);
  int32_t *multiplier = check_s32(rows, uniform, 0, INT32_MAX);
  uint8_t *shift = check_shifts(rows, 2, 31);
  int8_t *x8 = check_s8(count, inputs, -128, 127);
  int16_t *x16 = check_s16(count, inputs, -32768, 32767);
  adder_linear_params p = {weight, bias, {multiplier, shift, 0}, rows, columns, 0};
  if (columns <= 500) {
    check_s16_inputs(x16, &p, positions);
  }
  p.scale.left = short_row ? 10 : 0;
  check_s8_inputs(x8, &p, positions);
  p.bias = NULL;
  p.limit = 100;
  check_s8_inputs(x8, &p, positions);
  if (columns <= 500) {
    p.scale.left = 0;
    check_s16_inputs(x16, &p, positions);
  }
  check_release("weight", weight, (size_t)(rows * columns));
  check_release("bias", bias, (size_t)rows * sizeof bias[0]);
  check_release("multiplier", multiplier, (size_t)rows * sizeof multiplier[0]);
  check_release("shift", shift, (size_t)rows);
  check_release("x8", x8, (size_t)count);
  check_release("x16", x16, (size_t)count * sizeof x16[0]);
}

/*  Sums that fit, but not with an input of x + 128 or a bias that makes up for it. */
static void check_wrapping_sums(int32_t columns, pattern weights, pattern inputs, int32_t bias) {
  const int32_t rows = 17;
  int8_t *weight = check_s8(rows * columns, weights, -127, 127);
  int32_t *biases = check_s32(rows, all_high, bias, bias);
  int32_t *multiplier = check_s32(rows, uniform, 0, INT32_MAX);
  uint8_t *shift = check_shifts(rows, 2, 31);
  int8_t *x = check_s8(columns, inputs, -1, inputs == uniform ? 1 : 127);
  const adder_linear_params p = {weight, biases, {multiplier, shift, 0}, rows, columns, 0};
  check_s8_inputs(x, &p, 1);
  check_release("weight", weight, (size_t)(rows * columns));
  check_release("biases", biases, (size_t)rows * sizeof biases[0]);
  check_release("multiplier", multiplier, (size_t)rows * sizeof multiplier[0]);
  check_release("shift", shift, (size_t)rows);
  check_release("x", x, (size_t)columns);
}

int main(void) {
  static const int32_t rows[] = {1, 3, 4, 5, 15, 16, 17, 31, 32, 33, 64, 71, 130};
  static const int32_t columns[] = {1, 2, 3, 15, 16, 17, 64, 100, 255, 256, 257, 500, 513, 769};
  static const int32_t positions[] = {1, 2, 4, 5, 9};
  for (size_t r = 0; r < sizeof rows / sizeof rows[0]; ++r) {
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; ++c) {
      for (int weights = 0; weights < pattern_count; ++weights) {
        check_shape(rows[r], columns[c], (pattern)weights, uniform, 1);
        check_shape(rows[r], columns[c], (pattern)weights, (pattern)weights, 1);
      }
      check_shape(rows[r], columns[c], all_high, all_low, 1);
      check_shape(rows[r], columns[c], all_low, all_low, 2);
      check_shape(rows[r], columns[c], uniform, uniform, positions[(r + c) % 5]);
    }
  }
  check_wrapping_sums(66400, all_high, all_high, 0);
  check_wrapping_sums(16, all_low, uniform, INT32_MAX - 16 * 127);
  check_wrapping_sums(16, all_high, uniform, -INT32_MAX + 16 * 127);
  return check_report("check_linear");
}
