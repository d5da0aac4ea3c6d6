/* SPDX-License-Identifier: MIT */
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
  adder_gate_params p = *w->p;
  int32_t positions = w->positions;
  ptrdiff_t first;
  if (positions > 1) {
    const adder_slice cut = adder_slice_of(part, w->parts, positions, 1);
    first = (ptrdiff_t)cut.first * p.channels;
    positions = cut.count;
  } else {
    const adder_slice cut =
        adder_slice_of(part, w->parts, p.channels, adder_slice_channels);
    p.y = adder_scale_from(p.y, cut.first);
    p.skip = adder_scale_from(p.skip, cut.first);
    p.output = adder_scale_from(p.output, cut.first);
    p.channels = cut.count;
    first = cut.first;
  }
  adder_gate(w->output + first, w->y + first, w->x + first, w->z + first, &p, positions);
}

void adder_parallel_gate(
    const adder_parallel *parallel, int16_t *output, const int32_t *y, const int16_t *x,
    const int16_t *z, const adder_gate_params *p, int32_t positions) {
  const int64_t cost = channel_cost;
  work w = {output, y, x, z, p, positions, 0};
  w.parts =
      positions > 1
          ? adder_part_count(parallel, positions, 1, cost * p->channels)
          : adder_part_count(parallel, p->channels, adder_slice_channels, cost);
  adder_share(parallel, run, &w, w.parts);
}
