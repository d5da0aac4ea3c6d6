/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan_heads.c -- the selective scan with one decay for each head.
 *
 *  All states of a block of channels before the next block: drive and y of the block stay in
 *  registers, and the inner loop runs over neighbouring channels, one lane each.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <string.h>

enum { block_channels = 16 };

/*  A head at one position; pointers are to its first channel, and to its group's b and c. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
  int16_t decay;
} head;

/*  All states of `count` channels from `first`; `stride` goes from a state to the next. */
static inline void scan_channels(
    const head *at, const adder_scan_heads_params *p, ptrdiff_t stride, int32_t first,
    int32_t count) {
  const int16_t decay = at->decay;
  const int16_t *restrict drive = at->drive + first;
  int16_t *restrict h = at->state + first;
  int32_t total[block_channels] = {0};
  int32_t sum[block_channels] = {0};
  for (int32_t n = 0; n < p->states; ++n) {
    const int16_t b = at->b[n];
    const int32_t c = at->c[n];
    for (int32_t e = 0; e < count; ++e) {
      h[e] = adder_sat16((int32_t)adder_q15(drive[e], b) - adder_q15(decay, h[e]));
      sum[e] += c * h[e];
    }
    h += stride;
    if ((n + 1) % adder_scan_heads_block == 0 || n + 1 == p->states) {
      for (int32_t e = 0; e < count; ++e) {
        total[e] += adder_rshift(sum[e], p->shift);
        sum[e] = 0;
      }
    }
  }
  memcpy(at->y + first, total, (size_t)count * sizeof total[0]);
}

/*  All channels of a head. */
static void scan_head(const head *at, const adder_scan_heads_params *p) {
  const ptrdiff_t stride = (ptrdiff_t)p->heads * p->head_channels;
  int32_t first = 0;
  for (; first + block_channels <= p->head_channels; first += block_channels) {
    scan_channels(at, p, stride, first, block_channels);
  }
  scan_channels(at, p, stride, first, p->head_channels - first);
}

void adder_scan_some_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t first, int32_t count,
    int32_t positions) {
  const int32_t group_heads = p->heads / p->groups;
  const ptrdiff_t channels = (ptrdiff_t)p->heads * p->head_channels;
  const ptrdiff_t states = (ptrdiff_t)p->groups * p->states;
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t h = first; h < first + count; ++h) {
      const ptrdiff_t channel = (ptrdiff_t)h * p->head_channels;
      const ptrdiff_t group = (ptrdiff_t)(h / group_heads) * p->states;
      const head at = {
          y + channel, state + channel, drive + channel, b + group, c + group, decay[h]};
      scan_head(&at, p);
    }
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
