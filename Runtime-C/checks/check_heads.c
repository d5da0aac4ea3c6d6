/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_heads.c -- adder_discretize_heads and adder_scan_heads against their equations. */
#include "adder_check.h"
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "check_scale.h"

enum { tile = 3 };

/*  Sizes of a case. */
typedef struct {
  int32_t heads;
  int32_t head_channels;
  int32_t groups;
} shape;

static void check_discretize(shape s, int32_t fraction_bits, pattern kind, int32_t positions) {
  const int32_t channels = s.heads * s.head_channels;
  const int32_t head_count = s.heads * positions;
  const int32_t count = channels * positions;
  const size_t head_bytes = (size_t)head_count * sizeof(int16_t);
  const size_t bytes = (size_t)count * sizeof(int16_t);
  const size_t table_bytes = (size_t)s.heads * sizeof(int16_t);
  int16_t *preactivation = check_s16(head_count, kind, -32768, 32767);
  int16_t *x = check_s16(count, kind, -32768, 32767);
  int16_t *low = check_s16(s.heads, kind, 0, 20);
  int16_t *high = check_s16(s.heads, uniform, kind == uniform ? 20 : 32767, 32767);
  int16_t *a = check_s16(s.heads, kind, 0, 32767);
  int16_t *decay = check_s16(head_count, all_zero, 0, 0);
  int16_t *drive = check_s16(count, all_zero, 0, 0);
  int16_t *want_decay = check_s16(head_count, all_zero, 0, 0);
  int16_t *want_drive = check_s16(count, all_zero, 0, 0);
  const adder_discretize_heads_params p = {
      make_scale(s.heads, 0, 0, 0), make_scale(channels, 0, 0, 0), low, high, a, fraction_bits,
      s.heads, s.head_channels};
  for (int32_t i = 0; i < count; ++i) {
    const int32_t row = i / s.head_channels; /* of a position and a head */
    const int32_t h = row % s.heads;
    const int32_t dt = adder_clamp(
        rescaled(p.time_step, adder_softplus(preactivation[row]), h), low[h], high[h]);
    want_decay[row] = adder_negated_decay((int16_t)dt, a[h], fraction_bits);
    want_drive[i] = adder_sat16(rescaled(p.drive, dt * x[i], i % channels));
  }
  adder_discretize_heads(decay, drive, preactivation, x, &p, positions);
  check_equal("adder_discretize_heads decay", "", decay, want_decay, head_bytes);
  check_equal("adder_discretize_heads drive", "", drive, want_drive, bytes);
  check_release("preactivation", preactivation, head_bytes);
  check_release("x", x, bytes);
  check_release("low", low, table_bytes);
  check_release("high", high, table_bytes);
  check_release("a", a, table_bytes);
  check_release("decay", decay, head_bytes);
  check_release("drive", drive, bytes);
  check_release("want_decay", want_decay, head_bytes);
  check_release("want_drive", want_drive, bytes);
  release_scale(p.time_step, s.heads);
  release_scale(p.drive, channels);
}

/*  One position of channel e. */
static int32_t scan_channel(
    int16_t *state, int16_t decay, int16_t drive, const int16_t *b, const int16_t *c, int32_t e,
    const adder_scan_heads_params *p) {
  int32_t y = 0;
  int32_t block = 0;
  for (int32_t n = 0; n < p->states; ++n) {
    int16_t *h = state + n * p->heads * p->head_channels + e;
    *h = adder_sat16(adder_q15(drive, b[n]) - adder_q15(decay, *h));
    block += c[n] * *h;
    if (n % 8 == 7 || n == p->states - 1) {
      y += adder_rshift(block, p->shift);
      block = 0;
    }
  }
  return y;
}

static void scan(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p) {
  for (int32_t e = 0; e < p->heads * p->head_channels; ++e) {
    const int32_t h = e / p->head_channels;
    const int32_t column = h / (p->heads / p->groups) * p->states;
    y[e] = scan_channel(state, decay[h], drive[e], b + column, c + column, e, p);
  }
}

/*  The largest |c| for which y fits. */
static int32_t limit_of(int32_t states, int32_t shift) {
  const int32_t most = 65535 / states << (shift < 4 ? shift : 4);
  return most < 8191 ? most : 8191;
}

static void check_scan(shape s, int32_t states, int32_t shift, pattern kind) {
  const int32_t channels = s.heads * s.head_channels;
  const int32_t limit = limit_of(states, shift);
  const size_t state_bytes = (size_t)(channels * states) * sizeof(int16_t);
  const size_t y_bytes = (size_t)(tile * channels) * sizeof(int32_t);
  const adder_scan_heads_params p = {shift, s.heads, s.head_channels, s.groups, states};
  int16_t *state = check_s16(channels * states, kind, -32768, 32767);
  int16_t *want_state = check_s16(channels * states, all_zero, 0, 0);
  int32_t *y = check_s32(tile * channels, all_zero, 0, 0);
  int32_t *want_y = check_s32(tile * channels, all_zero, 0, 0);
  char detail[64];
  snprintf(detail, sizeof detail, "%d states, %d heads", (int)states, (int)s.heads);
  memcpy(want_state, state, state_bytes);
  for (int32_t positions = 1; positions <= tile; ++positions) {
    const int32_t rows = positions * channels;
    const int32_t columns = positions * s.groups * states;
    int16_t *decay = check_s16(positions * s.heads, positions == 1 ? kind : uniform, -32767, 0);
    int16_t *drive = check_s16(rows, positions == 2 ? kind : uniform, -32768, 32767);
    int16_t *b = check_s16(columns, positions == 3 ? kind : uniform, -32767, 32767);
    int16_t *c = check_s16(columns, positions == 3 ? kind : uniform, -limit, limit);
    adder_scan_heads(y, state, decay, drive, b, c, &p, positions);
    for (int32_t t = 0; t < positions; ++t) {
      const int32_t column = t * s.groups * states;
      scan(want_y + t * channels, want_state, decay + t * s.heads, drive + t * channels,
           b + column, c + column, &p);
    }
    check_equal("adder_scan_heads y", detail, y, want_y, (size_t)rows * sizeof y[0]);
    check_equal("adder_scan_heads state", detail, state, want_state, state_bytes);
    check_release("decay", decay, (size_t)(positions * s.heads) * sizeof decay[0]);
    check_release("drive", drive, (size_t)rows * sizeof drive[0]);
    check_release("b", b, (size_t)columns * sizeof b[0]);
    check_release("c", c, (size_t)columns * sizeof c[0]);
  }
  check_release("state", state, state_bytes);
  check_release("want_state", want_state, state_bytes);
  check_release("y", y, y_bytes);
  check_release("want_y", want_y, y_bytes);
}

int main(void) {
  static const shape shapes[] = {
      {1, 1, 1}, {3, 5, 1}, {3, 5, 3}, {4, 8, 2}, {9, 2, 3}, {17, 1, 1}, {2, 16, 1}, {3, 31, 3},
      {2, 33, 1}, {2, 64, 2}, {1, 100, 1}};
  static const int32_t states[] = {1, 2, 7, 8, 9, 16, 23, 128};
  static const int32_t shifts[] = {0, 1, 5, 31};
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; ++i) {
    for (int kind = 0; kind < pattern_count; ++kind) {
      for (int32_t fraction_bits = 16; fraction_bits <= 30; ++fraction_bits) {
        check_discretize(shapes[i], fraction_bits, (pattern)kind, 1 + fraction_bits % tile);
      }
      for (size_t n = 0; n < sizeof states / sizeof states[0]; ++n) {
        for (size_t k = 0; k < sizeof shifts / sizeof shifts[0]; ++k) {
          check_scan(shapes[i], states[n], shifts[k], (pattern)kind);
        }
      }
    }
  }
  return check_report("check_heads");
}
