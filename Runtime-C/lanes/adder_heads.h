/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_heads.h -- where the parts of the work of adder_scan_heads lie in memory. */
#ifndef ADDER_HEADS_H
#define ADDER_HEADS_H

#include "adder_kernels.h"

/*  Pointers to the first of the elements that a part of the work meets at a position. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *decay;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
} adder_heads_part;

/*  From a state of a channel to the next. */
static inline ptrdiff_t adder_heads_stride(const adder_scan_heads_params *p) {
  return (ptrdiff_t)p->heads * p->head_channels;
}

/*  What channel e of `head` meets of the states from n, of the whole work. */
static inline adder_heads_part adder_heads_part_of(
    const adder_heads_part *whole, int32_t head, int32_t e, int32_t n,
    const adder_scan_heads_params *p) {
  const ptrdiff_t channel = (ptrdiff_t)head * p->head_channels + e;
  const ptrdiff_t column = (ptrdiff_t)(head / (p->heads / p->groups)) * p->states + n;
  const adder_heads_part part = {
      whole->y + channel, whole->state + n * adder_heads_stride(p) + channel,
      whole->decay + head, whole->drive + channel, whole->b + column, whole->c + column};
  return part;
}

/*  The same part at the next position; the state stays. */
static inline void adder_heads_move_on(adder_heads_part *at, const adder_scan_heads_params *p) {
  const ptrdiff_t columns = (ptrdiff_t)p->groups * p->states;
  at->y += adder_heads_stride(p);
  at->decay += p->heads;
  at->drive += adder_heads_stride(p);
  at->b += columns;
  at->c += columns;
}

#endif /* ADDER_HEADS_H */
