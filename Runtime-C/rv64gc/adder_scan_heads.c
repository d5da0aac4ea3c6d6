/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan_heads.c -- the selective scan with one decay for each head, for a scalar processor.
 *
 *  A block of states at a time, of which four channels share b and c, with drive and sums in
 *  registers; y is added to block by block.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <string.h>

/*  A block of states of the channels of a head; pointers are to the first of each. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
  int32_t decay;
  int32_t states; /* at most eight */
  int32_t channels;
} block;

/*  The new value of a state, which is also stored. */
static inline int16_t advance(int16_t *state, int32_t drive, int32_t decay, int32_t b) {
  const int32_t half = 1 << 14;
  const int32_t kept = adder_shift_right(decay * *state + half, 15);
  const int32_t gained = adder_shift_right(drive * b + half, 15);
  const int16_t h = adder_sat16(gained - kept);
  *state = h;
  return h;
}

/*  Adds the states of channels e ..< e + 4 to y; `stride` goes from a state to the next. */
static inline void scan_4(const block *at, int32_t e, ptrdiff_t stride, int32_t shift) {
  const int32_t decay = at->decay;
  const int32_t drive0 = at->drive[e];
  const int32_t drive1 = at->drive[e + 1];
  const int32_t drive2 = at->drive[e + 2];
  const int32_t drive3 = at->drive[e + 3];
  const int16_t *b = at->b;
  const int16_t *c = at->c;
  const int16_t *end = b + at->states;
  int16_t *state = at->state + e;
  int32_t sum0 = 0;
  int32_t sum1 = 0;
  int32_t sum2 = 0;
  int32_t sum3 = 0;
  for (; b < end; ++b, ++c, state += stride) {
    const int32_t bn = *b;
    const int32_t cn = *c;
    sum0 += cn * advance(state, drive0, decay, bn);
    sum1 += cn * advance(state + 1, drive1, decay, bn);
    sum2 += cn * advance(state + 2, drive2, decay, bn);
    sum3 += cn * advance(state + 3, drive3, decay, bn);
  }
  int32_t *y = at->y + e;
  y[0] += adder_rshift(sum0, shift);
  y[1] += adder_rshift(sum1, shift);
  y[2] += adder_rshift(sum2, shift);
  y[3] += adder_rshift(sum3, shift);
}

/*  Channel e. */
static inline void scan_1(const block *at, int32_t e, ptrdiff_t stride, int32_t shift) {
  int32_t sum = 0;
  for (int32_t n = 0; n < at->states; ++n) {
    sum += at->c[n] * advance(at->state + n * stride + e, at->drive[e], at->decay, at->b[n]);
  }
  at->y[e] += adder_rshift(sum, shift);
}

static void scan_block(const block *at, ptrdiff_t stride, int32_t shift) {
  int32_t e = 0;
  for (; e + 4 <= at->channels; e += 4) {
    scan_4(at, e, stride, shift);
  }
  for (; e < at->channels; ++e) {
    scan_1(at, e, stride, shift);
  }
}

/*  The heads first ..< end at one position. */
static void scan(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t first, int32_t end) {
  const ptrdiff_t stride = (ptrdiff_t)p->heads * p->head_channels;
  const int32_t group_heads = p->heads / p->groups;
  const size_t channels = (size_t)(end - first) * (size_t)p->head_channels;
  memset(y + (ptrdiff_t)first * p->head_channels, 0, channels * sizeof y[0]);
  for (int32_t n = 0; n < p->states; n += adder_scan_heads_block) {
    const int32_t left = p->states - n;
    const int32_t states = left < adder_scan_heads_block ? left : adder_scan_heads_block;
    for (int32_t h = first; h < end; ++h) {
      const ptrdiff_t channel = (ptrdiff_t)h * p->head_channels;
      const ptrdiff_t column = (ptrdiff_t)(h / group_heads) * p->states + n;
      const block at = {
          y + channel, state + n * stride + channel, drive + channel, b + column, c + column,
          decay[h], states, p->head_channels};
      scan_block(&at, stride, p->shift);
    }
  }
}

void adder_scan_some_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t first, int32_t count,
    int32_t positions) {
  const ptrdiff_t channels = (ptrdiff_t)p->heads * p->head_channels;
  const ptrdiff_t states = (ptrdiff_t)p->groups * p->states;
  for (int32_t t = 0; t < positions; ++t) {
    scan(y, state, decay, drive, b, c, p, first, first + count);
    y += channels;
    decay += p->heads;
    drive += channels;
    b += states;
    c += states;
  }
}

void adder_scan_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  adder_scan_some_heads(y, state, decay, drive, b, c, p, 0, p->heads, positions);
}
