/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_scan.c -- the selective scan, cut by channels. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of a state, in multiply-accumulates. */
enum { state_cost = 8 };

/*  One of the two directions. */
typedef void (*kernel)(int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p, int32_t positions);

/*  A call, and how it is cut. */
typedef struct {
  kernel run;
  int32_t *y;
  int16_t *state;
  const int16_t *dt;
  const int16_t *drive;
  const int16_t *b;
  const int16_t *c;
  const adder_scan_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void run(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_slice cut =
      adder_slice_of(part, w->parts, w->p->channels, adder_slice_channels);
  adder_scan_params p = *w->p;
  p.a += cut.first;
  p.channels = cut.count;
  w->run(
      w->y + cut.first, w->state + cut.first, w->dt + cut.first, w->drive + cut.first, w->b, w->c,
      &p, w->positions);
}

static void share(
    kernel each, const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *dt,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p,
    int32_t positions) {
  const int64_t cost = (int64_t)state_cost * p->states * positions;
  work w = {each, y, state, dt, drive, b, c, p, positions, 0};
  w.parts = adder_part_count(parallel, p->channels, adder_slice_channels, cost);
  adder_share(parallel, run, &w, w.parts);
}

void adder_parallel_scan(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *dt,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p,
    int32_t positions) {
  share(adder_scan, parallel, y, state, dt, drive, b, c, p, positions);
}

void adder_parallel_scan_backward(
    const adder_parallel *parallel, int32_t *y, int16_t *state, const int16_t *dt,
    const int16_t *drive, const int16_t *b, const int16_t *c, const adder_scan_params *p,
    int32_t positions) {
  share(adder_scan_backward, parallel, y, state, dt, drive, b, c, p, positions);
}
