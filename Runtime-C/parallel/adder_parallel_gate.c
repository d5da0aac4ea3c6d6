/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_gate.c -- the skip connection and the gate, cut by channels or positions. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of a channel, in multiply-accumulates. */
enum { channel_cost = 48 };

/*  A call, and how it is cut. */
typedef struct {
  int16_t *output;
  const int32_t *y;
  const int16_t *x;
  const int16_t *z;
  const adder_gate_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void run(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_cut cut =
      adder_cut_of(part, w->parts, w->positions, w->p->channels, adder_slice_channels);
  const ptrdiff_t first = (ptrdiff_t)cut.position * w->p->channels + cut.first;
  adder_gate_params p = *w->p;
  p.y = adder_scale_from(p.y, cut.first);
  p.skip = adder_scale_from(p.skip, cut.first);
  p.output = adder_scale_from(p.output, cut.first);
  p.channels = cut.count;
  adder_gate(w->output + first, w->y + first, w->x + first, w->z + first, &p, cut.positions);
}

void adder_parallel_gate(
    const adder_parallel *parallel, int16_t *output, const int32_t *y, const int16_t *x,
    const int16_t *z, const adder_gate_params *p, int32_t positions) {
  work w = {output, y, x, z, p, positions, 0};
  w.parts = adder_cut_count(
      parallel, positions, p->channels, adder_slice_channels, channel_cost);
  adder_share(parallel, run, &w, w.parts);
}
