/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_normalize.c -- adder_normalize_* against its equations. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

static void normalize(int32_t *output, const int32_t *input, const adder_normalize_params *p) {
  uint64_t sum = 0;
  for (int32_t i = 0; i < p->width; ++i) {
    const int64_t r = adder_rshift(input[i], p->pre_shift);
    sum += (uint64_t)(r * r);
  }
  const adder_reciprocal_root root = adder_reciprocal_square_root(sum + p->epsilon);
  for (int32_t i = 0; i < p->width; ++i) {
    const int64_t r = adder_rshift(input[i], p->pre_shift);
    const int64_t shifted = r * ((int64_t)1 << (root.half_shift - 1));
    const int32_t v = adder_q31((int32_t)shifted, root.mantissa);
    output[i] = adder_rshift(adder_q31(v, p->gain[i]), p->shift);
  }
}

static void check_case(const adder_normalize_params *p, pattern kind, int32_t limit) {
  const int32_t positions = 1 + p->shift / 4 % 3;
  const int32_t count = p->width * positions;
  const size_t n = (size_t)count;
  int32_t *input = check_s32(count, kind, -limit, limit);
  int32_t *want = check_s32(count, all_zero, 0, 0);
  int8_t *s8 = check_s8(count, all_zero, 0, 0);
  int8_t *want8 = check_s8(count, all_zero, 0, 0);
  int16_t *s16 = check_s16(count, all_zero, 0, 0);
  int16_t *want16 = check_s16(count, all_zero, 0, 0);
  char detail[64];
  snprintf(detail, sizeof detail, "width %d, pre_shift %d", (int)p->width, (int)p->pre_shift);
  for (int32_t t = 0; t < positions; ++t) {
    normalize(want + t * p->width, input + t * p->width, p);
  }
  for (size_t i = 0; i < n; ++i) {
    want8[i] = adder_sat8(want[i]);
    want16[i] = adder_sat16(want[i]);
  }
  adder_normalize_s8(s8, input, p, positions);
  adder_normalize_s16(s16, input, p, positions);
  check_equal("adder_normalize_s8", detail, s8, want8, n);
  check_equal("adder_normalize_s16", detail, s16, want16, n * sizeof s16[0]);
  check_release("input", input, n * sizeof input[0]);
  check_release("want", want, n * sizeof want[0]);
  check_release("s8", s8, n);
  check_release("want8", want8, n);
  check_release("s16", s16, n * sizeof s16[0]);
  check_release("want16", want16, n * sizeof want16[0]);
}

enum { largest_groups = 3 };

/*  int16 input in groups, whose gains follow each other. */
static void check_case16(const adder_normalize_params *p, pattern kind, int32_t limit) {
  const int32_t groups = 1 + p->shift / 4 % largest_groups;
  const int32_t rows = groups * (1 + p->shift / 8 % 2);
  const int32_t count = p->width * rows;
  const size_t n = (size_t)count;
  int16_t *input = check_s16(count, kind, -limit, limit);
  int32_t *wide = check_s32(count, all_zero, 0, 0);
  int32_t *want = check_s32(count, all_zero, 0, 0);
  int8_t *s8 = check_s8(count, all_zero, 0, 0);
  int8_t *want8 = check_s8(count, all_zero, 0, 0);
  int16_t *s16 = check_s16(count, all_zero, 0, 0);
  int16_t *want16 = check_s16(count, all_zero, 0, 0);
  for (size_t i = 0; i < n; ++i) {
    wide[i] = input[i];
  }
  for (int32_t row = 0; row < rows; ++row) {
    adder_normalize_params of_group = *p;
    of_group.gain += row % groups * p->width;
    normalize(want + row * p->width, wide + row * p->width, &of_group);
  }
  for (size_t i = 0; i < n; ++i) {
    want8[i] = adder_sat8(want[i]);
    want16[i] = adder_sat16(want[i]);
  }
  const adder_normalize16_params p16 = {p->gain, p->epsilon, p->shift, groups, p->width};
  adder_normalize_s16_s8(s8, input, &p16, rows / groups);
  adder_normalize_s16_s16(s16, input, &p16, rows / groups);
  check_equal("adder_normalize_s16_s8", "", s8, want8, n);
  check_equal("adder_normalize_s16_s16", "", s16, want16, n * sizeof s16[0]);
  check_release("input", input, n * sizeof input[0]);
  check_release("wide", wide, n * sizeof wide[0]);
  check_release("want", want, n * sizeof want[0]);
  check_release("s8", s8, n);
  check_release("want8", want8, n);
  check_release("s16", s16, n * sizeof s16[0]);
  check_release("want16", want16, n * sizeof want16[0]);
}

/*  At most 130 elements: the sum of squares stays below 2^62 with these limits. */
static void check_shape(int32_t width, int32_t pre_shift, pattern kind) {
  static const uint64_t epsilons[] = {1, 1000, (uint64_t)1 << 59};
  int32_t *gain = check_s32(largest_groups * width, uniform, -INT32_MAX, INT32_MAX);
  for (size_t e = 0; e < sizeof epsilons / sizeof epsilons[0]; ++e) {
    for (int32_t shift = 0; shift <= 31; shift += 4) {
      const adder_normalize_params p = {gain, epsilons[e], pre_shift, shift, width};
      check_case(&p, kind, pre_shift >= 5 ? INT32_MAX : 1 << 26);
      check_case(&p, kind, 40);
      if (pre_shift == 0) {
        check_case16(&p, kind, 32767);
        check_case16(&p, kind, 40);
      }
    }
  }
  check_release("gain", gain, (size_t)(largest_groups * width) * sizeof gain[0]);
}

int main(void) {
  static const int32_t widths[] = {1, 2, 3, 8, 16, 17, 33, 64, 130};
  for (size_t w = 0; w < sizeof widths / sizeof widths[0]; ++w) {
    for (int32_t pre_shift = 0; pre_shift <= 31; ++pre_shift) {
      for (int kind = 0; kind < pattern_count; ++kind) {
        check_shape(widths[w], pre_shift, (pattern)kind);
      }
    }
  }
  return check_report("check_normalize");
}
