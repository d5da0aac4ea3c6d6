/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_scan_heads.c -- the selective scan with one decay for each head, cut by heads. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of a state, in multiply-accumulates. */
enum { state_cost = 4 };

/*  A call, and how it is cut. */
typedef struct {
  int32_t *y;
  int16_t *state;
  const int16_t *decay;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
  const adder_scan_heads_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void run(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_slice cut = adder_slice_of(part, w->parts, w->p->heads, 1);
  adder_scan_some_heads(
      w->y, w->state, w->decay, w->drive, w->b, w->c, w->p, cut.first, cut.count, w->positions);
}

void adder_parallel_scan_heads(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *decay,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_heads_params *p,
    int32_t positions) {
  const int64_t cost = (int64_t)state_cost * p->states * p->head_channels * positions;
  work w = {y, state, decay, drive, b, c, p, positions, 0};
  w.parts = adder_part_count(parallel, p->heads, 1, cost);
  adder_share(parallel, run, &w, w.parts);
}
