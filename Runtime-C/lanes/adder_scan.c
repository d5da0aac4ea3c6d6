/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan.c -- the selective scan, a lane for each channel.
 *
 *  All states of two vectors of channels before the next, so dt, drive and y stay in registers
 *  and each b[n] and c[n] serves both.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  One position. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *dt;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
} position;

/*  The new states of one n. */
static inline adder_lanes_s16 update(
    adder_lanes_s16 h, adder_lanes_s16 a, adder_lanes_s16 dt, adder_lanes_s16 drive,
    adder_lanes_s16 b, int32_t fraction_bits) {
  const adder_lanes_s16 nd = adder_negated_decay_lanes(dt, a, fraction_bits);
  return adder_subtract_s16(adder_q15_lanes(drive, b), adder_q15_lanes(nd, h));
}

/*  The channels of two vectors from e. */
static inline void scan_two(const position *at, const adder_scan_params *p, int32_t e) {
  const adder_lanes_s16 dt0 = adder_load_s16(at->dt + e);
  const adder_lanes_s16 dt1 = adder_load_s16(at->dt + e + adder_lanes);
  const adder_lanes_s16 drive0 = adder_load_s16(at->drive + e);
  const adder_lanes_s16 drive1 = adder_load_s16(at->drive + e + adder_lanes);
  const int32_t fraction_bits = p->fraction_bits;
  const int32_t states = p->states;
  const ptrdiff_t stride = p->stride;
  const int16_t *a = p->a + e;
  int16_t *state = at->state + e;
  adder_lanes_s32 y0 = adder_set_s32(0);
  adder_lanes_s32 y1 = y0;
  for (int32_t n = 0; n < states; ++n) {
    const adder_lanes_s16 b = adder_broadcast_s16(at->b + n);
    const adder_lanes_s16 c = adder_broadcast_s16(at->c + n);
    const adder_lanes_s16 a0 = adder_load_s16(a);
    const adder_lanes_s16 a1 = adder_load_s16(a + adder_lanes);
    adder_lanes_s16 h0 = adder_load_s16(state);
    adder_lanes_s16 h1 = adder_load_s16(state + adder_lanes);
    h0 = update(h0, a0, dt0, drive0, b, fraction_bits);
    h1 = update(h1, a1, dt1, drive1, b, fraction_bits);
    adder_store_s16(state, h0);
    adder_store_s16(state + adder_lanes, h1);
    y0 = adder_add_product(y0, h0, c);
    y1 = adder_add_product(y1, h1, c);
    state += stride;
    a += stride;
  }
  adder_store_s32(at->y + e, y0);
  adder_store_s32(at->y + e + adder_lanes, y1);
}

/*  Channel e. */
static inline void scan_one(const position *at, const adder_scan_params *p, int32_t e) {
  int32_t sum = 0;
  for (int32_t n = 0; n < p->states; ++n) {
    const ptrdiff_t i = (ptrdiff_t)n * p->stride + e;
    const int16_t nd = adder_negated_decay(at->dt[e], p->a[i], p->fraction_bits);
    int16_t *h = at->state + i;
    *h = adder_sat16((int32_t)adder_q15(at->drive[e], at->b[n]) - adder_q15(nd, *h));
    sum += (int32_t)at->c[n] * *h;
  }
  at->y[e] = sum;
}

void adder_scan(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p, int32_t positions) {
  position at = {y, state, dt, drive, b, c};
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + 2 * adder_lanes <= p->channels; e += 2 * adder_lanes) {
      scan_two(&at, p, e);
    }
    for (; e < p->channels; ++e) {
      scan_one(&at, p, e);
    }
    at.y += p->stride;
    at.dt += p->stride;
    at.drive += p->stride;
    at.b += p->states;
    at.c += p->states;
  }
}
