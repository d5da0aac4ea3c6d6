/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan_heads.c -- the selective scan with one decay for each head, a lane for each channel.
 *
 *  The state is the most that a position reads and writes, so each block of states is loaded
 *  once for all positions and stays in registers meanwhile; y is added to block by block. One
 *  position goes through whole rows of the state, as memory has them; several go through all
 *  states of a vector of channels first, whose y and drive then stay in the cache.
 */
#include "adder_fixed.h"
#include "adder_heads.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  Adds the sum of a block to y.
 *
 *    first  whether it is the first block, which begins y
 */
static inline void add_block(int32_t *y, adder_lanes_s32 sum, int first, int32_t shift) {
  const adder_lanes_s32 part = adder_rshift_lanes(sum, shift);
  adder_store_s32(y, first ? part : adder_add_s32(adder_load_s32(y), part));
}

/*  A block of eight states, which are `stride` apart, of a vector of channels. */
static inline void scan_block(
    adder_heads_part at, ptrdiff_t stride, int first, const adder_scan_heads_params *p,
    int32_t positions) {
  int16_t *row = at.state;
  adder_lanes_s16 h[adder_scan_heads_block];
  h[0] = adder_load_s16(row);
  h[1] = adder_load_s16(row + stride);
  h[2] = adder_load_s16(row + 2 * stride);
  h[3] = adder_load_s16(row + 3 * stride);
  h[4] = adder_load_s16(row + 4 * stride);
  h[5] = adder_load_s16(row + 5 * stride);
  h[6] = adder_load_s16(row + 6 * stride);
  h[7] = adder_load_s16(row + 7 * stride);
  for (int32_t t = 0; t < positions; ++t) {
    const adder_lanes_s32 sum = adder_advance_8(
        h, adder_load_s16(at.drive), adder_broadcast_s16(at.decay), at.b, at.c);
    add_block(at.y, sum, first, p->shift);
    adder_heads_move_on(&at, p);
  }
  adder_store_s16(row, h[0]);
  adder_store_s16(row + stride, h[1]);
  adder_store_s16(row + 2 * stride, h[2]);
  adder_store_s16(row + 3 * stride, h[3]);
  adder_store_s16(row + 4 * stride, h[4]);
  adder_store_s16(row + 5 * stride, h[5]);
  adder_store_s16(row + 6 * stride, h[6]);
  adder_store_s16(row + 7 * stride, h[7]);
}

/*  The last, short block of `count` states. */
static inline void scan_last_block(
    adder_heads_part at, ptrdiff_t stride, int32_t count, int first, const adder_scan_heads_params *p,
    int32_t positions) {
  for (int32_t t = 0; t < positions; ++t) {
    const adder_lanes_s16 drive = adder_load_s16(at.drive);
    const adder_lanes_s16 decay = adder_broadcast_s16(at.decay);
    adder_lanes_s32 sum = adder_set_s32(0);
    for (int32_t n = 0; n < count; ++n) {
      int16_t *row = at.state + n * stride;
      const adder_lanes_s16 h = adder_subtract_s16(
          adder_q15_lanes(drive, adder_broadcast_s16(at.b + n)),
          adder_q15_lanes(decay, adder_load_s16(row)));
      sum = adder_add_product(sum, h, adder_broadcast_s16(at.c + n));
      adder_store_s16(row, h);
    }
    add_block(at.y, sum, first, p->shift);
    adder_heads_move_on(&at, p);
  }
}

/*  One channel. */
static void scan_one(adder_heads_part at, const adder_scan_heads_params *p, int32_t positions) {
  const ptrdiff_t stride = adder_heads_stride(p);
  for (int32_t t = 0; t < positions; ++t) {
    int32_t y = 0;
    int32_t sum = 0;
    for (int32_t n = 0; n < p->states; ++n) {
      int16_t *h = at.state + n * stride;
      *h = adder_sat16((int32_t)adder_q15(*at.drive, at.b[n]) - adder_q15(*at.decay, *h));
      sum += (int32_t)at.c[n] * *h;
      if ((n + 1) % adder_scan_heads_block == 0 || n + 1 == p->states) {
        y += adder_rshift(sum, p->shift);
        sum = 0;
      }
    }
    *at.y = y;
    adder_heads_move_on(&at, p);
  }
}

/*  The block of states from n, of a head's channels from `first` to before `end`, which are whole
 *  vectors.
 */
static void scan_channels(
    const adder_heads_part *all, int32_t head, int32_t first, int32_t end, int32_t n,
    const adder_scan_heads_params *p, int32_t positions) {
  const ptrdiff_t stride = adder_heads_stride(p);
  const int32_t count = p->states - n;
  for (int32_t e = first; e < end; e += adder_lanes) {
    const adder_heads_part at = adder_heads_part_of(all, head, e, n, p);
    if (count >= adder_scan_heads_block) {
      scan_block(at, stride, n == 0, p, positions);
    } else {
      scan_last_block(at, stride, count, n == 0, p, positions);
    }
  }
}

void adder_scan_some_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *params, int32_t first, int32_t count,
    int32_t positions) {
  const adder_scan_heads_params own = *params; /* which no store can change */
  const adder_scan_heads_params *p = &own;
  const adder_heads_part all = {y, state, decay, drive, b, c};
  const int32_t whole = p->head_channels - p->head_channels % adder_lanes;
  /* Heads and channels that go through a block of states together. */
  const int32_t heads = positions == 1 ? count : 1;
  const int32_t channels = positions == 1 ? whole : adder_lanes;
  for (int32_t begin = first; begin < first + count; begin += heads) {
    for (int32_t e = 0; e < whole; e += channels) {
      for (int32_t n = 0; n < p->states; n += adder_scan_heads_block) {
        for (int32_t head = begin; head < begin + heads; ++head) {
          scan_channels(&all, head, e, e + channels, n, p, positions);
        }
      }
    }
  }
  for (int32_t head = first; head < first + count; ++head) {
    for (int32_t e = whole; e < p->head_channels; ++e) {
      scan_one(adder_heads_part_of(&all, head, e, 0, p), p, positions);
    }
  }
}

void adder_scan_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  adder_scan_some_heads(y, state, decay, drive, b, c, p, 0, p->heads, positions);
}
