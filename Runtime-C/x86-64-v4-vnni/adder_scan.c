/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan.c -- the selective scan on 32 channels at a time, with AVX-512 and VNNI.
 *
 *  A form of its own, for lanes of 16 bits fill a whole register of 512 here: the states of two n
 *  are interleaved, so that one vpdpwssd multiplies both with their c and adds them to y.
 */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <immintrin.h>

enum { lanes = 32 };

/*  One position, and the shifts of all. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *dt;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
  __m128i down; /* from the upper half of dt * a to k */
  __m128i up;   /* and to f */
  __m128i past; /* from the lower half to f */
} position;

/*  negated_decay(dt, a, fraction_bits), as adder_lanes16.h has it. */
static inline __m512i negated_decay(const position *at, __m512i dt, __m512i a) {
  const __m512i high = _mm512_mulhi_epi16(dt, a);
  const __m512i low = _mm512_mullo_epi16(dt, a);
  const __m512i k = _mm512_srl_epi16(high, at->down);
  const __m512i bits =
      _mm512_or_si512(_mm512_sll_epi16(high, at->up), _mm512_srl_epi16(low, at->past));
  const __m512i f = _mm512_and_si512(bits, _mm512_set1_epi16(0x7fff));
  const __m512i t2 = _mm512_add_epi16(
      _mm512_mulhrs_epi16(f, _mm512_set1_epi16(1307)), _mm512_set1_epi16(-7587));
  const __m512i t1 = _mm512_add_epi16(_mm512_mulhrs_epi16(t2, f), _mm512_set1_epi16(22666));
  const __m512i t = _mm512_mulhrs_epi16(t1, f);
  const __m512i d = _mm512_min_epu16(
      _mm512_sub_epi16(_mm512_set1_epi16(INT16_MIN), t), _mm512_set1_epi16(INT16_MAX));
  return _mm512_mulhrs_epi16(d, _mm512_srav_epi16(_mm512_set1_epi16(INT16_MIN), k));
}

/*  The new states of one n, which are also stored. */
static inline __m512i advance(
    const position *at, int16_t *state, const int16_t *a, __m512i dt, __m512i drive, int16_t b,
    __mmask32 mask) {
  const __m512i nd = negated_decay(at, dt, _mm512_maskz_loadu_epi16(mask, a));
  const __m512i old = _mm512_maskz_loadu_epi16(mask, state);
  const __m512i h = _mm512_subs_epi16(
      _mm512_mulhrs_epi16(drive, _mm512_set1_epi16(b)), _mm512_mulhrs_epi16(nd, old));
  _mm512_mask_storeu_epi16(state, mask, h);
  return h;
}

/*  Two numbers of 16 bits in every lane of 32. */
static inline __m512i pairs(int16_t first, int16_t second) {
  return _mm512_set1_epi32((int32_t)((uint32_t)(uint16_t)second << 16 | (uint16_t)first));
}

/*  The channels from e that `mask` has. */
static inline void scan(
    const position *at, const adder_scan_params *p, int32_t e, __mmask32 mask) {
  const ptrdiff_t stride = p->stride;
  const int32_t states = p->states;
  const __m512i dt = _mm512_maskz_loadu_epi16(mask, at->dt + e);
  const __m512i drive = _mm512_maskz_loadu_epi16(mask, at->drive + e);
  const int16_t *a = p->a + e;
  int16_t *state = at->state + e;
  __m512i low = _mm512_setzero_si512();
  __m512i high = low;
  int32_t n = 0;
  for (; n + 2 <= states; n += 2) {
    const __m512i h0 = advance(at, state, a, dt, drive, at->b[n], mask);
    const __m512i h1 = advance(at, state + stride, a + stride, dt, drive, at->b[n + 1], mask);
    const __m512i c = pairs(at->c[n], at->c[n + 1]);
    low = _mm512_dpwssd_epi32(low, _mm512_unpacklo_epi16(h0, h1), c);
    high = _mm512_dpwssd_epi32(high, _mm512_unpackhi_epi16(h0, h1), c);
    state += 2 * stride;
    a += 2 * stride;
  }
  if (n < states) {
    const __m512i h = advance(at, state, a, dt, drive, at->b[n], mask);
    const __m512i zero = _mm512_setzero_si512();
    const __m512i c = pairs(at->c[n], 0);
    low = _mm512_dpwssd_epi32(low, _mm512_unpacklo_epi16(h, zero), c);
    high = _mm512_dpwssd_epi32(high, _mm512_unpackhi_epi16(h, zero), c);
  }
  /* Each quarter of 128 bits has 4 channels in `low` and the next 4 in `high`. */
  const __m512i first = _mm512_setr_epi32(0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
  const __m512i second = _mm512_add_epi32(first, _mm512_set1_epi32(8));
  _mm512_mask_storeu_epi32(
      at->y + e, (__mmask16)mask, _mm512_permutex2var_epi32(low, first, high));
  if (mask >> 16 != 0) {
    _mm512_mask_storeu_epi32(
        at->y + e + 16, (__mmask16)(mask >> 16), _mm512_permutex2var_epi32(low, second, high));
  }
}

void adder_scan(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_params *p, int32_t positions) {
  const int32_t bits = p->fraction_bits;
  position at = {
      y, state, dt, drive, b, c, _mm_cvtsi32_si128(bits - 16), _mm_cvtsi32_si128(31 - bits),
      _mm_cvtsi32_si128(bits - 15)};
  for (int32_t t = 0; t < positions; ++t) {
    int32_t e = 0;
    for (; e + lanes <= p->channels; e += lanes) {
      scan(&at, p, e, 0xffffffffu);
    }
    if (e < p->channels) {
      scan(&at, p, e, ((__mmask32)1 << (p->channels - e)) - 1);
    }
    at.y += p->stride;
    at.dt += p->stride;
    at.drive += p->stride;
    at.b += p->states;
    at.c += p->states;
  }
}
