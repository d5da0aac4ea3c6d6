/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_discretize.c -- softplus of the time step, cut by channels or positions. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of a channel, in multiply-accumulates. */
enum { channel_cost = 48 };

/*  A call, and how it is cut. */
typedef struct {
  int16_t *dt;
  int16_t *drive;
  const int16_t *preactivation;
  const int16_t *x;
  const adder_discretize_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void run(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_cut cut =
      adder_cut_of(part, w->parts, w->positions, w->p->channels, adder_slice_channels);
  const ptrdiff_t first = (ptrdiff_t)cut.position * w->p->channels + cut.first;
  adder_discretize_params p = *w->p;
  p.time_step = adder_scale_from(p.time_step, cut.first);
  p.drive = adder_scale_from(p.drive, cut.first);
  p.channels = cut.count;
  adder_discretize(
      w->dt + first, w->drive + first, w->preactivation + first, w->x + first, &p, cut.positions);
}

void adder_parallel_discretize(
    const adder_parallel *parallel, int16_t *dt, int16_t *drive, const int16_t *preactivation,
    const int16_t *x, const adder_discretize_params *p, int32_t positions) {
  work w = {dt, drive, preactivation, x, p, positions, 0};
  w.parts = adder_cut_count(
      parallel, positions, p->channels, adder_slice_channels, channel_cost);
  adder_share(parallel, run, &w, w.parts);
}
