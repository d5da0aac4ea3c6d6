/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_checked_scan.h -- the recurrences a second time, with sums in 64 bits: what the scans
 *  compute from the state before they change it.
 */
#ifndef ADDER_CHECKED_SCAN_H
#define ADDER_CHECKED_SCAN_H

#include "adder_kernels.h"
#include "adder_range.h"

/*  Positions whose sums are kept at a time; for later ones a state begins again. */
enum { adder_checked_positions = 64 };

/*  One state at one position: what changes it, in what order. */
typedef struct {
  int16_t drive;
  int16_t b;
  int16_t decay;
} adder_checked_input;

/*  The next state; `ranges` are those of drive times b and of the state before it saturates, or
 *  NULL for a position that has been checked.
 */
static inline int16_t adder_checked_update(
    const adder_range *ranges, int64_t element, const adder_checked_input *input, int16_t h) {
  const int32_t outer = adder_q15(input->drive, input->b);
  const int32_t update = outer - adder_q15(input->decay, h);
  if (ranges != NULL) {
    adder_check(&ranges[0], element, outer);
    adder_check(&ranges[1], element, update);
  }
  return adder_sat16(update);
}

/* ---- scan -------------------------------------------------------------------------------- */

enum {
  adder_of_exponent,
  adder_of_decay,
  adder_of_updates,
  adder_of_scan_sum = adder_of_updates + 2
};

/*  State n of channel e at position t; `ranges` is NULL if it has been checked. */
static inline int16_t adder_checked_state(
    const adder_range *ranges, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const adder_scan_params *p, int32_t t, int32_t n, int32_t e, int16_t h) {
  const ptrdiff_t at = (ptrdiff_t)t * p->stride + e;
  const int16_t a = p->a[(ptrdiff_t)n * p->stride + e];
  const int64_t element = (int64_t)n * p->channels + e;
  const adder_checked_input input = {
      drive[at], b[(ptrdiff_t)t * p->states + n],
      adder_negated_decay(dt[at], a, p->fraction_bits)};
  if (ranges != NULL) {
    adder_check(&ranges[adder_of_exponent], element, (int64_t)dt[at] * a);
    adder_check(&ranges[adder_of_decay], element, input.decay);
  }
  return adder_checked_update(
      ranges == NULL ? NULL : ranges + adder_of_updates, element, &input, h);
}

static inline void adder_check_scans(
    const adder_range *ranges, const int16_t *state, const int16_t *dt, const int16_t *drive,
    const int16_t *b, const int16_t *c, const adder_scan_params *p, int32_t positions,
    int32_t backward) {
  for (int32_t first = 0; first < positions; first += adder_checked_positions) {
    const int32_t left = positions - first;
    const int32_t end = left < adder_checked_positions ? positions : first + adder_checked_positions;
    for (int32_t e = 0; e < p->channels; ++e) {
      int64_t sum[adder_checked_positions] = {0};
      for (int32_t n = 0; n < p->states; ++n) {
        int16_t h = state[(ptrdiff_t)n * p->stride + e];
        for (int32_t place = 0; place < end; ++place) {
          const int32_t t = backward ? positions - 1 - place : place;
          h = adder_checked_state(place < first ? NULL : ranges, dt, drive, b, p, t, n, e, h);
          if (place >= first) {
            sum[place - first] += (int32_t)c[(ptrdiff_t)t * p->states + n] * h;
          }
        }
      }
      for (int32_t place = first; place < end; ++place) {
        adder_check(&ranges[adder_of_scan_sum], e, sum[place - first]);
      }
    }
  }
}

static inline void adder_check_scan(
    const adder_range *ranges, const int16_t *state, const int16_t *dt, const int16_t *drive,
    const int16_t *b, const int16_t *c, const adder_scan_params *p, int32_t positions) {
  adder_check_scans(ranges, state, dt, drive, b, c, p, positions, 0);
}

static inline void adder_check_scan_backward(
    const adder_range *ranges, const int16_t *state, const int16_t *dt, const int16_t *drive,
    const int16_t *b, const int16_t *c, const adder_scan_params *p, int32_t positions) {
  adder_check_scans(ranges, state, dt, drive, b, c, p, positions, 1);
}

/* ---- scan heads --------------------------------------------------------------------------- */

enum { adder_of_block_sum = 2, adder_of_heads_sum };

/*  Channel e of positions first ..< end. */
static inline void adder_check_channel(
    const adder_range *ranges, const int16_t *state, const int16_t *decay, const int16_t *drive,
    const int16_t *b, const int16_t *c, const adder_scan_heads_params *p, int32_t first,
    int32_t end, int32_t e) {
  const int32_t channels = p->heads * p->head_channels;
  const int32_t head = e / p->head_channels;
  const int32_t group = head / (p->heads / p->groups);
  int64_t sum[adder_checked_positions] = {0};
  int64_t block[adder_checked_positions] = {0};
  for (int32_t n = 0; n < p->states; ++n) {
    const int64_t element = (int64_t)n * channels + e;
    const int32_t ends = (n + 1) % adder_scan_heads_block == 0 || n + 1 == p->states;
    int16_t h = state[element];
    for (int32_t t = 0; t < end; ++t) {
      const ptrdiff_t at = ((ptrdiff_t)t * p->groups + group) * p->states + n;
      const adder_checked_input input = {
          drive[(ptrdiff_t)t * channels + e], b[at], decay[(ptrdiff_t)t * p->heads + head]};
      h = adder_checked_update(t < first ? NULL : ranges, element, &input, h);
      if (t >= first) {
        block[t - first] += (int32_t)c[at] * h;
        if (ends != 0) {
          adder_check(&ranges[adder_of_block_sum], e, block[t - first]);
          sum[t - first] += adder_checked_rshift(block[t - first], p->shift);
          block[t - first] = 0;
        }
      }
    }
  }
  for (int32_t t = first; t < end; ++t) {
    adder_check(&ranges[adder_of_heads_sum], e, sum[t - first]);
  }
}

static inline void adder_check_scan_heads(
    const adder_range *ranges, const int16_t *state, const int16_t *decay, const int16_t *drive,
    const int16_t *b, const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  for (int32_t first = 0; first < positions; first += adder_checked_positions) {
    const int32_t left = positions - first;
    const int32_t end = left < adder_checked_positions ? positions : first + adder_checked_positions;
    for (int32_t e = 0; e < p->heads * p->head_channels; ++e) {
      adder_check_channel(ranges, state, decay, drive, b, c, p, first, end, e);
    }
  }
}

#endif /* ADDER_CHECKED_SCAN_H */
