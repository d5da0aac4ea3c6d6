/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_channels.c -- embed, discretize, gate and rescale, which scale each channel by itself. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "check_packing.h"
#include "check_scale.h"

static void check_embed(int32_t width, pattern kind) {
  enum { vocabulary = 5 };
  const size_t bytes = (size_t)(vocabulary * width) * sizeof(int32_t);
  int8_t *weight = check_s8(vocabulary * width, kind, -127, 127);
  int32_t *output = check_s32(vocabulary * width, all_zero, 0, 0);
  int32_t *want = check_s32(vocabulary * width, all_zero, 0, 0);
  const adder_channel_scale scale = make_scale(vocabulary, 0, 23, 0);
  int8_t *packed = pack_s8(weight, vocabulary, width);
  const adder_embed_params p = {packed, scale, width};
  static const int32_t tokens[] = {0, 4, 1, 2, 3};
  for (int32_t t = 0; t < vocabulary; ++t) {
    for (int32_t i = 0; i < width; ++i) {
      want[t * width + i] = rescaled(scale, weight[tokens[t] * width + i], tokens[t]);
    }
  }
  adder_embed(output, tokens, &p, 1);
  check_equal("adder_embed", "one position", output, want, (size_t)width * sizeof want[0]);
  adder_embed(output, tokens, &p, vocabulary);
  check_equal("adder_embed", "", output, want, bytes);
  free(packed);
  check_release("weight", weight, (size_t)(vocabulary * width));
  check_release("output", output, bytes);
  check_release("want", want, bytes);
  release_scale(scale, vocabulary);
}

static void check_discretize(int32_t channels, pattern kind, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int16_t *preactivation = check_s16(count, kind, -32768, 32767);
  int16_t *x = check_s16(count, kind, -32768, 32767);
  int16_t *dt = check_s16(count, all_zero, 0, 0);
  int16_t *drive = check_s16(count, all_zero, 0, 0);
  int16_t *want_dt = check_s16(count, all_zero, 0, 0);
  int16_t *want_drive = check_s16(count, all_zero, 0, 0);
  const adder_channel_scale step = make_scale(channels, 0, 0, 0);
  const adder_channel_scale factor = make_scale(channels, 0, 0, 0);
  const adder_discretize_params p = {step, factor, channels};
  for (int32_t i = 0; i < count; ++i) {
    const int32_t e = i % channels;
    want_dt[i] = (int16_t)adder_clamp(rescaled(step, adder_softplus(preactivation[i]), e), 0, 32767);
    want_drive[i] = adder_sat16(rescaled(factor, want_dt[i] * x[i], e));
  }
  adder_discretize(dt, drive, preactivation, x, &p, positions);
  check_equal("adder_discretize dt", "", dt, want_dt, bytes);
  check_equal("adder_discretize drive", "", drive, want_drive, bytes);
  check_release("preactivation", preactivation, bytes);
  check_release("x", x, bytes);
  check_release("dt", dt, bytes);
  check_release("drive", drive, bytes);
  check_release("want_dt", want_dt, bytes);
  check_release("want_drive", want_drive, bytes);
  release_scale(step, channels);
  release_scale(factor, channels);
}

static void check_gate(
    int32_t channels, int32_t fraction_bits, pattern kind, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int32_t *y = check_s32(count, kind, INT32_MIN, INT32_MAX);
  int16_t *x = check_s16(count, kind, -32768, 32767);
  int16_t *z = check_s16(count, kind, -32768, 32767);
  int16_t *output = check_s16(count, all_zero, 0, 0);
  int16_t *want = check_s16(count, all_zero, 0, 0);
  const adder_gate_params p = {
      make_scale(channels, 0, 0, 1), make_scale(channels, -INT32_MAX, 15, 2),
      make_scale(channels, 0, 0, 0), fraction_bits, channels};
  for (int32_t i = 0; i < count; ++i) {
    const int32_t e = i % channels;
    const int32_t t = adder_sat16(rescaled(p.y, y[i], e) + rescaled(p.skip, x[i], e));
    want[i] = adder_sat16(rescaled(p.output, t * adder_silu(z[i], fraction_bits), e));
  }
  adder_gate(output, y, x, z, &p, positions);
  check_equal("adder_gate", "", output, want, bytes);
  adder_gate(z, y, x, z, &p, positions);
  check_equal("adder_gate in place", "", z, want, bytes);
  check_release("y", y, (size_t)count * sizeof y[0]);
  check_release("x", x, bytes);
  check_release("z", z, bytes);
  check_release("output", output, bytes);
  check_release("want", want, bytes);
  release_scale(p.y, channels);
  release_scale(p.skip, channels);
  release_scale(p.output, channels);
}

static void check_rescale(int32_t channels, int32_t limit, pattern kind, int32_t positions) {
  const int32_t count = channels * positions;
  const size_t bytes = (size_t)count * sizeof(int16_t);
  int16_t *input = check_s16(count, kind, -32768, 32767);
  int16_t *output = check_s16(count, all_zero, 0, 0);
  int16_t *want = check_s16(count, all_zero, 0, 0);
  const int32_t left = limit % 17;
  const adder_rescale_params p = {
      make_scale(channels, -INT32_MAX, left, 0), limit, channels};
  for (int32_t i = 0; i < count; ++i) {
    want[i] = (int16_t)adder_clamp(rescaled(p.scale, input[i], i % channels), -limit, limit);
  }
  adder_rescale(output, input, &p, positions);
  check_equal("adder_rescale", "", output, want, bytes);
  adder_rescale(input, input, &p, positions);
  check_equal("adder_rescale in place", "", input, want, bytes);
  check_release("input", input, bytes);
  check_release("output", output, bytes);
  check_release("want", want, bytes);
  release_scale(p.scale, channels);
}

int main(void) {
  static const int32_t limits[] = {0, 1, 8191, 32766, 32767};
  static const int32_t counts[] = {1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 64, 100};
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; ++i) {
    for (int kind = 0; kind < pattern_count; ++kind) {
      for (int repeat = 0; repeat < 20; ++repeat) {
        check_embed(counts[i], (pattern)kind);
        check_discretize(counts[i], (pattern)kind, 1 + repeat % 3);
        check_gate(counts[i], repeat % 13, (pattern)kind, 1 + repeat % 3);
        check_rescale(counts[i], limits[repeat % 5], (pattern)kind, 1 + repeat % 3);
      }
    }
  }
  return check_report("check_channels");
}
