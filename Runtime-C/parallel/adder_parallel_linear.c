/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_parallel_linear.c -- matrix times vector, cut by rows or positions. */
#include "adder_packing.h"
#include "adder_parallel_kernels.h"
#include "adder_slice.h"

/*  Rows of a cut: whole panels, and enough for a vector of outputs. */
enum {
  unit_s8 = ADDER_S8_ROWS < 16 ? 16 : ADDER_S8_ROWS,
  unit_s16 = ADDER_S16_ROWS < 16 ? 16 : ADDER_S16_ROWS
};

/*  A call, and how it is cut. */
typedef struct {
  void *output;
  const void *input;
  const adder_linear_params *p;
  int32_t positions;
  int32_t unit; /* rows of a cut */
  int32_t tile; /* columns that are packed together */
  int32_t parts;
} work;

/*  A part: parameters, and its first elements of input and output. */
typedef struct {
  adder_linear_params p;
  ptrdiff_t output;
  ptrdiff_t input;
  int32_t positions;
} slice;

static slice slice_of(const work *w, int32_t part) {
  const adder_cut cut =
      adder_cut_of(part, w->parts, w->positions, w->p->rows, w->unit);
  slice s = {*w->p, 0, 0, cut.positions};
  s.output = (ptrdiff_t)cut.position * s.p.rows + cut.first;
  s.input = (ptrdiff_t)cut.position * s.p.columns;
  s.p.weight += cut.first * (ptrdiff_t)((s.p.columns - 1) / w->tile + 1) * w->tile;
  s.p.bias = s.p.bias == NULL ? NULL : s.p.bias + cut.first;
  s.p.scale = adder_scale_from(s.p.scale, cut.first);
  s.p.rows = cut.count;
  return s;
}

static void share(const adder_parallel *parallel, adder_task task, work *w) {
  w->parts = adder_cut_count(parallel, w->positions, w->p->rows, w->unit, w->p->columns);
  adder_share(parallel, task, w, w->parts);
}

static void s8_s8(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s8_s8(
      (int8_t *)w->output + s.output, (const int8_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s8_s8(
    const adder_parallel *parallel, int8_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s8, ADDER_S8_COLUMNS, 0};
  share(parallel, s8_s8, &w);
}

static void s8_s16(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s8_s16(
      (int16_t *)w->output + s.output, (const int8_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s8_s16(
    const adder_parallel *parallel, int16_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s8, ADDER_S8_COLUMNS, 0};
  share(parallel, s8_s16, &w);
}

static void s8_s32(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s8_s32(
      (int32_t *)w->output + s.output, (const int8_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s8_s32(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s8, ADDER_S8_COLUMNS, 0};
  share(parallel, s8_s32, &w);
}

static void s8_add(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s8_add(
      (int32_t *)w->output + s.output, (const int8_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s8_add(
    const adder_parallel *parallel, int32_t *output, const int8_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s8, ADDER_S8_COLUMNS, 0};
  share(parallel, s8_add, &w);
}

static void s16_s8(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s16_s8(
      (int8_t *)w->output + s.output, (const int16_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s16_s8(
    const adder_parallel *parallel, int8_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s16, ADDER_S16_COLUMNS, 0};
  share(parallel, s16_s8, &w);
}

static void s16_s16(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s16_s16(
      (int16_t *)w->output + s.output, (const int16_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s16_s16(
    const adder_parallel *parallel, int16_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s16, ADDER_S16_COLUMNS, 0};
  share(parallel, s16_s16, &w);
}

static void s16_s32(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s16_s32(
      (int32_t *)w->output + s.output, (const int16_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s16_s32(
    const adder_parallel *parallel, int32_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s16, ADDER_S16_COLUMNS, 0};
  share(parallel, s16_s32, &w);
}

static void s16_add(void *context, int32_t part) {
  const work *w = (const work *)context;
  const slice s = slice_of(w, part);
  adder_linear_s16_add(
      (int32_t *)w->output + s.output, (const int16_t *)w->input + s.input, &s.p, s.positions);
}

void adder_parallel_linear_s16_add(
    const adder_parallel *parallel, int32_t *output, const int16_t *input,
    const adder_linear_params *p, int32_t positions) {
  work w = {output, input, p, positions, unit_s16, ADDER_S16_COLUMNS, 0};
  share(parallel, s16_add, &w);
}
