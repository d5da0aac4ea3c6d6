/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan.c -- the selective scan for a scalar processor: two channels at a time.
 *
 *  All states of a channel before the next, with dt, drive and y in registers; two channels share
 *  b and c and hide the latency of each other's multiplications.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

/*  What one channel has for all its states. */
typedef struct {
  int32_t dt;
  int32_t drive;
  int32_t y;
} channel;

/*  adder_negated_decay with its constants folded into the sums before each shift, and the last
 *  shift only where there is one, which for a slow state is rare.
 */
static inline int32_t negated_decay(int32_t dt, int32_t a, int32_t whole, int32_t fraction) {
  const int32_t half = 1 << 14;
  const int32_t p = dt * a;
  const int32_t f = (p >> fraction) & 0x7fff;
  const int32_t t2 = adder_shift_right(1307 * f + half - 7587 * 32768, 15);
  const int32_t t1 = adder_shift_right(t2 * f + half + 22666 * 32768, 15);
  const int32_t d = adder_shift_right(t1 * f + half - 32768 * 32768, 15);
  const int32_t nd = d < -32767 ? -32767 : d;
  const int32_t k = p >> whole;
  if (k == 0) {
    return nd;
  }
  return adder_shift_right(adder_shift_right(nd * 2, k < 15 ? k : 15) + 1, 1);
}

static inline void advance(
    channel *e, int16_t *state, int32_t a, int32_t b, int32_t c, int32_t whole,
    int32_t fraction) {
  const int32_t half = 1 << 14;
  const int32_t nd = negated_decay(e->dt, a, whole, fraction);
  const int32_t kept = adder_shift_right(nd * *state + half, 15);
  const int32_t gained = adder_shift_right(e->drive * b + half, 15);
  const int16_t h = adder_sat16(gained - kept);
  *state = h;
  e->y += c * h;
}

/*  One position. */
static void scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p) {
  const int32_t whole = p->fraction_bits;
  const int32_t fraction = whole - 15;
  int32_t e = 0;
  for (; e + 2 <= p->channels; e += 2) {
    channel first = {dt[e], drive[e], 0};
    channel second = {dt[e + 1], drive[e + 1], 0};
    ptrdiff_t at = e;
    for (int32_t n = 0; n < p->states; ++n) {
      advance(&first, state + at, p->a[at], b[n], c[n], whole, fraction);
      advance(&second, state + at + 1, p->a[at + 1], b[n], c[n], whole, fraction);
      at += p->stride;
    }
    y[e] = first.y;
    y[e + 1] = second.y;
  }
  if (e < p->channels) {
    channel last = {dt[e], drive[e], 0};
    for (int32_t n = 0; n < p->states; ++n) {
      const ptrdiff_t at = (ptrdiff_t)n * p->stride + e;
      advance(&last, state + at, p->a[at], b[n], c[n], whole, fraction);
    }
    y[e] = last.y;
  }
}

void adder_scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p, int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    scan(y, state, dt, drive, b, c, p);
    y += p->stride;
    dt += p->stride;
    drive += p->stride;
    b += p->states;
    c += p->states;
  }
}
