/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_convolve.c -- adder_convolve against its equation, over several positions. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  The output of channel e; moves that channel of the window. */
static int16_t convolve_channel(
    int8_t *state, int8_t input, int32_t e, const adder_convolve_params *p) {
  int32_t sum = p->bias[e];
  for (int32_t k = 0; k < p->kernel - 1; ++k) {
    sum += p->weight[k * p->channels + e] * state[k * p->channels + e];
  }
  sum += p->weight[(p->kernel - 1) * p->channels + e] * input;
  for (int32_t k = 0; k < p->kernel - 2; ++k) {
    state[k * p->channels + e] = state[(k + 1) * p->channels + e];
  }
  if (p->kernel > 1) {
    state[(p->kernel - 2) * p->channels + e] = input;
  }
  const int32_t u = adder_requantize(
      sum, p->preactivation.left, p->preactivation.multiplier[e], p->preactivation.shift[e]);
  return adder_silu(adder_sat16(u), p->fraction_bits);
}

/*  Without x_quantized x and the state are the same, from a state of zeros. */
static void check_without_copy(
    const adder_convolve_params *p, const int8_t *input, int32_t positions) {
  const int32_t count = positions * p->channels;
  const size_t x_bytes = (size_t)count * sizeof(int16_t);
  const int32_t state_count = p->channels * (p->kernel - 1);
  adder_convolve_params bare = *p;
  bare.quantization.multiplier = NULL;
  bare.quantization.shift = NULL;
  int8_t *state = check_s8(state_count, all_zero, 0, 0);
  int8_t *want_state = check_s8(state_count, all_zero, 0, 0);
  int16_t *x = check_s16(count, all_zero, 0, 0);
  int16_t *want_x = check_s16(count, all_zero, 0, 0);
  adder_convolve(x, NULL, state, input, &bare, positions);
  for (int32_t i = 0; i < count; ++i) {
    want_x[i] = convolve_channel(want_state, input[i], i % p->channels, p);
  }
  check_equal("adder_convolve x alone", "", x, want_x, x_bytes);
  check_equal("adder_convolve state alone", "", state, want_state, (size_t)state_count);
  check_release("state", state, (size_t)state_count);
  check_release("want_state", want_state, (size_t)state_count);
  check_release("x", x, x_bytes);
  check_release("want_x", want_x, x_bytes);
}

static void check_positions(const adder_convolve_params *p, pattern kind) {
  enum { tile = 6 };
  const size_t n = (size_t)(tile * p->channels);
  const size_t state_bytes = (size_t)(p->channels * (p->kernel - 1));
  int8_t *state = check_s8((int32_t)state_bytes, kind, -128, 127);
  int8_t *want_state = check_s8((int32_t)state_bytes, all_zero, 0, 0);
  int16_t *x = check_s16(tile * p->channels, all_zero, 0, 0);
  int16_t *want_x = check_s16(tile * p->channels, all_zero, 0, 0);
  int8_t *quantized = check_s8(tile * p->channels, all_zero, 0, 0);
  int8_t *want_quantized = check_s8(tile * p->channels, all_zero, 0, 0);
  char detail[64];
  snprintf(detail, sizeof detail, "kernel %d, %d channels", (int)p->kernel, (int)p->channels);
  memcpy(want_state, state, state_bytes);
  for (int32_t positions = 1; positions <= tile; ++positions) {
    const size_t count = (size_t)(positions * p->channels);
    int8_t *input = check_s8((int32_t)count, positions < 4 ? uniform : kind, -128, 127);
    adder_convolve(x, quantized, state, input, p, positions);
    for (int32_t i = 0; i < (int32_t)count; ++i) {
      const int32_t e = i % p->channels;
      want_x[i] = convolve_channel(want_state, input[i], e, p);
      want_quantized[i] = adder_sat8(adder_requantize(
          want_x[i], p->quantization.left, p->quantization.multiplier[e],
          p->quantization.shift[e]));
    }
    check_equal("adder_convolve x", detail, x, want_x, count * sizeof x[0]);
    check_equal("adder_convolve x_quantized", detail, quantized, want_quantized, count);
    check_equal("adder_convolve state", detail, state, want_state, state_bytes);
    check_without_copy(p, input, positions);
    check_release("input", input, count);
  }
  check_release("state", state, state_bytes);
  check_release("want_state", want_state, state_bytes);
  check_release("x", x, n * sizeof x[0]);
  check_release("want_x", want_x, n * sizeof want_x[0]);
  check_release("x_quantized", quantized, n);
  check_release("want_quantized", want_quantized, n);
}

static void check_shape(int32_t kernel, int32_t channels, pattern kind) {
  const size_t n = (size_t)channels;
  int8_t *weight = check_s8(kernel * channels, kind, -127, 127);
  int32_t *bias = check_s32(channels, uniform, -100000, 100000);
  int32_t *multiplier = check_s32(channels, uniform, 0, INT32_MAX);
  uint8_t *shift = check_shifts(channels, 0, 12);
  uint8_t *shift2 = check_shifts(channels, 16, 31);
  adder_convolve_params p = {
      weight, bias, {multiplier, shift, 5}, {multiplier, shift2, 15}, 0, kernel, channels, channels};
  for (p.fraction_bits = 0; p.fraction_bits <= 12; p.fraction_bits += 4) {
    check_positions(&p, kind);
  }
  check_release("weight", weight, n * (size_t)kernel);
  check_release("bias", bias, n * sizeof bias[0]);
  check_release("multiplier", multiplier, n * sizeof multiplier[0]);
  check_release("shift", shift, n);
  check_release("shift2", shift2, n);
}

int main(void) {
  static const int32_t channels[] = {1, 2, 7, 8, 16, 31, 32, 63, 64, 65, 130};
  for (int32_t kernel = 1; kernel <= 5; ++kernel) {
    for (size_t e = 0; e < sizeof channels / sizeof channels[0]; ++e) {
      for (int kind = 0; kind < pattern_count; ++kind) {
        check_shape(kernel, channels[e], (pattern)kind);
      }
    }
  }
  return check_report("check_convolve");
}
