/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_vectors.c -- quantize, accumulate and mean. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

static void check_quantize(int32_t count, pattern kind, adder_tensor_scale scale) {
  const size_t n = (size_t)count;
  const int32_t limit = INT32_MAX >> scale.left;
  int16_t *in16 = check_s16(count, kind, limit < 32767 ? -limit : -32768, adder_sat16(limit));
  int32_t *in32 = check_s32(count, kind, -limit, limit);
  int8_t *out8 = check_s8(count, all_zero, 0, 0);
  int8_t *want8 = check_s8(count, all_zero, 0, 0);
  int16_t *out16 = check_s16(count, all_zero, 0, 0);
  int16_t *want16 = check_s16(count, all_zero, 0, 0);
  for (int32_t i = 0; i < count; ++i) {
    const int32_t w = adder_requantize(in32[i], scale.left, scale.multiplier, scale.shift);
    want8[i] = adder_sat8(w);
    want16[i] = adder_sat16(w);
  }
  adder_quantize_s32_s8(out8, in32, &scale, count);
  check_equal("adder_quantize_s32_s8", "", out8, want8, n);
  adder_quantize_s32_s16(out16, in32, &scale, count);
  check_equal("adder_quantize_s32_s16", "", out16, want16, n * sizeof out16[0]);
  for (int32_t i = 0; i < count; ++i) {
    const int32_t w = adder_requantize(in16[i], scale.left, scale.multiplier, scale.shift);
    want8[i] = adder_sat8(w);
    want16[i] = adder_sat16(w);
  }
  adder_quantize_s16_s8(out8, in16, &scale, count);
  check_equal("adder_quantize_s16_s8", "", out8, want8, n);
  adder_quantize_s16_s16(in16, in16, &scale, count);
  check_equal("adder_quantize_s16_s16 in place", "", in16, want16, n * sizeof in16[0]);
  check_release("in16", in16, n * sizeof in16[0]);
  check_release("in32", in32, n * sizeof in32[0]);
  check_release("out8", out8, n);
  check_release("want8", want8, n);
  check_release("out16", out16, n * sizeof out16[0]);
  check_release("want16", want16, n * sizeof want16[0]);
}

/*  A pool that takes 10 positions, or as many as are left below 65535. */
static void check_pool(int32_t width, pattern kind, int32_t first_count) {
  const size_t bytes = (size_t)width * sizeof(int32_t);
  int16_t *input = check_s16(width, kind, -32768, 32767);
  int16_t *output = check_s16(width, all_zero, 0, 0);
  int16_t *want = check_s16(width, all_zero, 0, 0);
  int32_t *count = check_s32(1, all_high, 0, first_count);
  int32_t *sum = check_s32(width, all_zero, 0, 0);
  int32_t *want_sum = check_s32(width, all_zero, 0, 0);
  const int32_t room = 65535 - first_count;
  const int32_t added = room < 10 ? room : 10;
  for (int32_t i = 0; i < width; ++i) {
    sum[i] = first_count * input[i];
    want_sum[i] = (first_count + added) * input[i];
    want[i] = (int16_t)(first_count + added == 0 ? 0 : input[i]);
  }
  for (int position = 0; position < 10; ++position) {
    adder_accumulate(sum, count, input, width, 1);
  }
  check_equal("adder_accumulate", "", sum, want_sum, bytes);
  if (count[0] != first_count + added) {
    fprintf(stderr, "adder_accumulate: count is %d\n", (int)count[0]);
    exit(1);
  }
  adder_mean(output, sum, count, width);
  check_equal("adder_mean of equal inputs", "", output, want, (size_t)width * sizeof want[0]);
  count[0] = 0;
  memset(want, 0, (size_t)width * sizeof want[0]);
  adder_mean(output, sum, count, width);
  check_equal("adder_mean of nothing", "", output, want, (size_t)width * sizeof want[0]);
  check_release("input", input, (size_t)width * sizeof input[0]);
  check_release("output", output, (size_t)width * sizeof output[0]);
  check_release("want", want, (size_t)width * sizeof want[0]);
  check_release("count", count, sizeof count[0]);
  check_release("sum", sum, bytes);
  check_release("want_sum", want_sum, bytes);
}

int main(void) {
  static const int32_t counts[] = {1, 2, 15, 16, 17, 33, 100};
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; ++i) {
    for (int kind = 0; kind < pattern_count; ++kind) {
      for (int32_t left = 0; left <= 30; left += 5) {
        for (int32_t shift = 0; shift <= 31; ++shift) {
          const adder_tensor_scale scale = {check_uniform(0, INT32_MAX), shift, left};
          check_quantize(counts[i], (pattern)kind, scale);
        }
      }
      check_pool(counts[i], (pattern)kind, 0);
      check_pool(counts[i], (pattern)kind, 1000);
      check_pool(counts[i], (pattern)kind, 65530);
      check_pool(counts[i], (pattern)kind, 65535);
    }
  }
  return check_report("check_vectors");
}
