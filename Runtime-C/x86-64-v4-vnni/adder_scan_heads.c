/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan_heads.c -- the selective scan with one decay for each head, on 32 channels at a time,
 *  with AVX-512 and VNNI.
 *
 *  The order is that of lanes/adder_scan_heads.c: a block of states stays in registers for all
 *  positions. A form of its own, for lanes of 16 bits fill a whole register of 512 here, and one
 *  vpdpwssd multiplies the interleaved states of two n with their c.
 */
#include "adder_fixed.h"
#include "adder_heads.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

#include <string.h>

enum { lanes = 32 };

/*  Sums of 32 channels: each quarter of 128 bits has 4 in `low` and the next 4 in `high`. */
typedef struct {
  __m512i low;
  __m512i high;
} sums;

/*  The new states of one n. */
static inline __m512i advance(__m512i h, __m512i drive, __m512i decay, int16_t b) {
  return _mm512_subs_epi16(
      _mm512_mulhrs_epi16(drive, _mm512_set1_epi16(b)), _mm512_mulhrs_epi16(decay, h));
}

/*  sum + h0 * c[0] + h1 * c[1]; `c` has both in every lane of 32 bits. */
static inline sums add_products(sums sum, __m512i h0, __m512i h1, __m512i c) {
  const sums next = {
      _mm512_dpwssd_epi32(sum.low, _mm512_unpacklo_epi16(h0, h1), c),
      _mm512_dpwssd_epi32(sum.high, _mm512_unpackhi_epi16(h0, h1), c)};
  return next;
}

/*  The states of two n, and their products. */
static inline sums advance_2(
    sums sum, __m512i h[2], __m512i drive, __m512i decay, const int16_t *b, const int16_t *c) {
  int32_t pair;
  memcpy(&pair, c, sizeof pair);
  h[0] = advance(h[0], drive, decay, b[0]);
  h[1] = advance(h[1], drive, decay, b[1]);
  return add_products(sum, h[0], h[1], _mm512_set1_epi32(pair));
}

/*  Adds the sum of a block to 16 of y.
 *
 *    first  whether it is the first block, which begins y
 */
static inline void add_16(int32_t *y, __m512i sum, int first, int32_t shift, __mmask16 mask) {
  const __m512i part = adder_rshift_lanes(sum, shift);
  const __m512i before = _mm512_maskz_loadu_epi32(first ? 0 : mask, y);
  _mm512_mask_storeu_epi32(y, mask, _mm512_add_epi32(before, part));
}

/*  The same for the 32 that `mask` has. */
static inline void add_block(int32_t *y, sums sum, int first, int32_t shift, __mmask32 mask) {
  const __m512i even = _mm512_setr_epi32(0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const __m512i odd = _mm512_add_epi32(even, _mm512_set1_epi32(8));
  add_16(
      y, _mm512_permutex2var_epi32(sum.low, even, sum.high), first, shift, (__mmask16)mask);
  if (mask >> 16 != 0) {
    add_16(
        y + 16, _mm512_permutex2var_epi32(sum.low, odd, sum.high), first, shift,
        (__mmask16)(mask >> 16));
  }
}

/*  A block of eight states, which are `stride` apart, of 32 channels. */
static inline void scan_block(
    adder_heads_part at, ptrdiff_t stride, int first, const adder_scan_heads_params *p,
    int32_t positions) {
  int16_t *row = at.state;
  __m512i h[adder_scan_heads_block];
  h[0] = _mm512_loadu_si512(row);
  h[1] = _mm512_loadu_si512(row + stride);
  h[2] = _mm512_loadu_si512(row + 2 * stride);
  h[3] = _mm512_loadu_si512(row + 3 * stride);
  h[4] = _mm512_loadu_si512(row + 4 * stride);
  h[5] = _mm512_loadu_si512(row + 5 * stride);
  h[6] = _mm512_loadu_si512(row + 6 * stride);
  h[7] = _mm512_loadu_si512(row + 7 * stride);
  for (int32_t t = 0; t < positions; ++t) {
    const __m512i drive = _mm512_loadu_si512(at.drive);
    const __m512i decay = _mm512_set1_epi16(*at.decay);
    sums sum = {_mm512_setzero_si512(), _mm512_setzero_si512()};
    sum = advance_2(sum, h, drive, decay, at.b, at.c);
    sum = advance_2(sum, h + 2, drive, decay, at.b + 2, at.c + 2);
    sum = advance_2(sum, h + 4, drive, decay, at.b + 4, at.c + 4);
    sum = advance_2(sum, h + 6, drive, decay, at.b + 6, at.c + 6);
    add_block(at.y, sum, first, p->shift, 0xffffffffu);
    adder_heads_move_on(&at, p);
  }
  _mm512_storeu_si512(row, h[0]);
  _mm512_storeu_si512(row + stride, h[1]);
  _mm512_storeu_si512(row + 2 * stride, h[2]);
  _mm512_storeu_si512(row + 3 * stride, h[3]);
  _mm512_storeu_si512(row + 4 * stride, h[4]);
  _mm512_storeu_si512(row + 5 * stride, h[5]);
  _mm512_storeu_si512(row + 6 * stride, h[6]);
  _mm512_storeu_si512(row + 7 * stride, h[7]);
}

/*  `count` states, at most eight, of the channels that `mask` has: what is left of whole blocks and
 *  of whole vectors.
 */
static inline void scan_rest(
    adder_heads_part at, ptrdiff_t stride, int32_t count, __mmask32 mask, int first,
    const adder_scan_heads_params *p, int32_t positions) {
  const __m512i zero = _mm512_setzero_si512();
  for (int32_t t = 0; t < positions; ++t) {
    const __m512i drive = _mm512_maskz_loadu_epi16(mask, at.drive);
    const __m512i decay = _mm512_set1_epi16(*at.decay);
    sums sum = {zero, zero};
    for (int32_t n = 0; n < count; ++n) {
      int16_t *row = at.state + n * stride;
      const __m512i old = _mm512_maskz_loadu_epi16(mask, row);
      const __m512i h = advance(old, drive, decay, at.b[n]);
      _mm512_mask_storeu_epi16(row, mask, h);
      sum = add_products(sum, h, zero, _mm512_set1_epi32((uint16_t)at.c[n]));
    }
    add_block(at.y, sum, first, p->shift, mask);
    adder_heads_move_on(&at, p);
  }
}

/*  The block of states from n, of a head's channels from `first` to before `end`. */
static void scan_channels(
    const adder_heads_part *all, int32_t head, int32_t first, int32_t end, int32_t n,
    const adder_scan_heads_params *p, int32_t positions) {
  const ptrdiff_t stride = adder_heads_stride(p);
  const int32_t left = p->states - n;
  const int32_t count = left < adder_scan_heads_block ? left : adder_scan_heads_block;
  for (int32_t e = first; e < end; e += lanes) {
    const adder_heads_part at = adder_heads_part_of(all, head, e, n, p);
    if (count == adder_scan_heads_block && end - e >= lanes) {
      scan_block(at, stride, n == 0, p, positions);
    } else {
      const __mmask32 mask = end - e < lanes ? ((__mmask32)1 << (end - e)) - 1 : 0xffffffffu;
      scan_rest(at, stride, count, mask, n == 0, p, positions);
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
  /* Heads and channels that go through a block of states together. */
  const int32_t heads = positions == 1 ? count : 1;
  const int32_t channels = positions == 1 ? p->head_channels : lanes;
  for (int32_t begin = first; begin < first + count; begin += heads) {
    for (int32_t e = 0; e < p->head_channels; e += channels) {
      const int32_t left = p->head_channels - e;
      const int32_t end = e + (left < channels ? left : channels);
      for (int32_t n = 0; n < p->states; n += adder_scan_heads_block) {
        for (int32_t head = begin; head < begin + heads; ++head) {
          scan_channels(&all, head, e, end, n, p, positions);
        }
      }
    }
  }
}

void adder_scan_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  adder_scan_some_heads(y, state, decay, drive, b, c, p, 0, p->heads, positions);
}
