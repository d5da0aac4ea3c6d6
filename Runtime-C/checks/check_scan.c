/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_scan.c -- adder_scan against its equation, over several positions. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"

static void scan(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p) {
  for (int32_t e = 0; e < p->channels; ++e) {
    y[e] = 0;
    for (int32_t n = 0; n < p->states; ++n) {
      const int32_t i = n * p->channels + e;
      const int16_t nd = adder_negated_decay(dt[e], p->a[i], p->fraction_bits);
      state[i] = adder_sat16(adder_q15(drive[e], b[n]) - adder_q15(nd, state[i]));
      y[e] += c[n] * state[i];
    }
  }
}

static void check_shape(int32_t states, int32_t channels, int32_t fraction_bits, pattern kind) {
  enum { tile = 3 };
  const int32_t count = states * channels;
  const int32_t limit = 65535 / states < 32767 ? 65535 / states : 32767;
  const size_t state_bytes = (size_t)count * sizeof(int16_t);
  const size_t y_bytes = (size_t)(tile * channels) * sizeof(int32_t);
  int16_t *a = check_s16(count, kind, 0, 32767);
  int16_t *state = check_s16(count, kind, -32768, 32767);
  int16_t *want_state = check_s16(count, all_zero, 0, 0);
  int32_t *y = check_s32(tile * channels, all_zero, 0, 0);
  int32_t *want_y = check_s32(tile * channels, all_zero, 0, 0);
  const adder_scan_params p = {a, fraction_bits, states, channels, channels};
  char detail[64];
  snprintf(detail, sizeof detail, "%d states, %d channels", (int)states, (int)channels);
  memcpy(want_state, state, state_bytes);
  for (int32_t positions = 1; positions <= tile; ++positions) {
    const int32_t rows = positions * channels;
    const int32_t columns = positions * states;
    int16_t *dt = check_s16(rows, positions == 1 ? kind : uniform, 0, 32767);
    int16_t *drive = check_s16(rows, positions == 2 ? kind : uniform, -32768, 32767);
    int16_t *b = check_s16(columns, positions == 3 ? kind : uniform, -32767, 32767);
    int16_t *c = check_s16(columns, positions == 3 ? kind : uniform, -limit, limit);
    adder_scan(y, state, dt, drive, b, c, &p, positions);
    for (int32_t t = 0; t < positions; ++t) {
      const int32_t row = t * channels;
      const int32_t column = t * states;
      scan(want_y + row, want_state, dt + row, drive + row, b + column, c + column, &p);
    }
    check_equal("adder_scan y", detail, y, want_y, (size_t)rows * sizeof y[0]);
    check_equal("adder_scan state", detail, state, want_state, state_bytes);
    check_release("dt", dt, (size_t)rows * sizeof dt[0]);
    check_release("drive", drive, (size_t)rows * sizeof drive[0]);
    check_release("b", b, (size_t)columns * sizeof b[0]);
    check_release("c", c, (size_t)columns * sizeof c[0]);
  }
  check_release("a", a, state_bytes);
  check_release("state", state, state_bytes);
  check_release("want_state", want_state, state_bytes);
  check_release("y", y, y_bytes);
  check_release("want_y", want_y, y_bytes);
}

int main(void) {
  static const int32_t states[] = {1, 2, 3, 7, 8, 16, 17};
  static const int32_t channels[] = {1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 50, 64, 72};
  for (size_t n = 0; n < sizeof states / sizeof states[0]; ++n) {
    for (size_t e = 0; e < sizeof channels / sizeof channels[0]; ++e) {
      for (int kind = 0; kind < pattern_count; ++kind) {
        for (int32_t fraction_bits = 16; fraction_bits <= 30; ++fraction_bits) {
          check_shape(states[n], channels[e], fraction_bits, (pattern)kind);
        }
      }
    }
  }
  return check_report("check_scan");
}
