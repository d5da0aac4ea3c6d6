/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_normalize.c -- RMSNorm and quantization, cut by positions. */
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Work of an element, in multiply-accumulates. */
enum { element_cost = 8 };

/*  A call, and how it is cut. */
typedef struct {
  void *output;
  const int32_t *input;
  const adder_normalize_params *p;
  int32_t positions;
  int32_t parts;
} work;

static void share(const adder_parallel *parallel, adder_task task, work *w) {
  w->parts =
      adder_part_count(parallel, w->positions, 1, (int64_t)w->p->width * element_cost);
  adder_share(parallel, task, w, w->parts);
}

static void to_s8(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_slice cut = adder_slice_of(part, w->parts, w->positions, 1);
  const ptrdiff_t first = (ptrdiff_t)cut.first * w->p->width;
  adder_normalize_s8((int8_t *)w->output + first, w->input + first, w->p, cut.count);
}

void adder_parallel_normalize_s8(
    const adder_parallel *parallel, int8_t *output, const int32_t *input,
    const adder_normalize_params *p, int32_t positions) {
  work w = {output, input, p, positions, 0};
  share(parallel, to_s8, &w);
}

static void to_s16(void *context, int32_t part) {
  const work *w = (const work *)context;
  const adder_slice cut = adder_slice_of(part, w->parts, w->positions, 1);
  const ptrdiff_t first = (ptrdiff_t)cut.first * w->p->width;
  adder_normalize_s16((int16_t *)w->output + first, w->input + first, w->p, cut.count);
}

void adder_parallel_normalize_s16(
    const adder_parallel *parallel, int16_t *output, const int32_t *input,
    const adder_normalize_params *p, int32_t positions) {
  work w = {output, input, p, positions, 0};
  share(parallel, to_s16, &w);
}
