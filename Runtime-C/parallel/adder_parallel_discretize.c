/* SPDX-License-Identifier: MIT */
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
  adder_discretize_params p = *w->p;
  int32_t positions = w->positions;
  ptrdiff_t first;
  if (positions > 1) {
    const adder_slice cut = adder_slice_of(part, w->parts, positions, 1);
    first = (ptrdiff_t)cut.first * p.channels;
    positions = cut.count;
  } else {
    const adder_slice cut =
        adder_slice_of(part, w->parts, p.channels, adder_slice_channels);
    p.time_step = adder_scale_from(p.time_step, cut.first);
    p.drive = adder_scale_from(p.drive, cut.first);
    p.channels = cut.count;
    first = cut.first;
  }
  adder_discretize(
      w->dt + first, w->drive + first, w->preactivation + first, w->x + first, &p, positions);
}

void adder_parallel_discretize(
    const adder_parallel *parallel, int16_t *dt, int16_t *drive, const int16_t *preactivation,
    const int16_t *x, const adder_discretize_params *p, int32_t positions) {
  const int64_t cost = channel_cost;
  work w = {dt, drive, preactivation, x, p, positions, 0};
  w.parts =
      positions > 1
          ? adder_part_count(parallel, positions, 1, cost * p->channels)
          : adder_part_count(parallel, p->channels, adder_slice_channels, cost);
  adder_share(parallel, run, &w, w.parts);
}
