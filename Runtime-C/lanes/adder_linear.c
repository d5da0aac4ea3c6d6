/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear.c -- matrix times vector: the sums of a panel of rows, scaled and stored.
 *
 *  A panel meets all positions before the next, so its weights are read from memory once.
 */
#include "adder_dot.h"
#include "adder_dot16.h"
#include "adder_kernels.h"
#include "adder_packing.h"
#include "adder_rows.h"

static int32_t at_most(int32_t count, int32_t limit) { return count < limit ? count : limit; }

/*  Bytes of a panel. */
static ptrdiff_t panel_size(int32_t columns, int32_t tile_columns, int32_t tile_size) {
  return (ptrdiff_t)((columns - 1) / tile_columns + 1) * tile_size;
}

/*  Scales the sums of `rows` rows from `first` and stores them as position t. */
static inline void finish(
    void *output, int32_t *sum, int32_t t, int32_t first, int32_t rows,
    const adder_linear_params *p, adder_store_rows store) {
  adder_scale_rows(sum, p->bias, &p->scale, first, rows);
  store(output, (ptrdiff_t)t * p->rows + first, sum, rows, p->limit);
}

/*  One position, several panels at a time, an equal part of all panels from each other: memory is
 *  read faster in several streams. Returns the first row that is left.
 */
static inline int32_t linear_s8_streams(
    void *output, const int8_t *input, const adder_linear_params *p, ptrdiff_t panel,
    adder_store_rows store) {
  const int32_t apart = ((p->rows - 1) / adder_dot_rows + 1) / adder_dot_streams;
  const ptrdiff_t stride = apart * panel;
  int32_t sum[adder_dot_streams * adder_dot_rows];
  for (int32_t i = 0; i < apart; ++i) {
    adder_dot_s8_streams(sum, p->weight + i * panel, stride, input, p->columns);
    for (int32_t k = 0; k < adder_dot_streams; ++k) {
      const int32_t first = (k * apart + i) * adder_dot_rows;
      const int32_t rows = at_most(p->rows - first, adder_dot_rows);
      finish(output, sum + (ptrdiff_t)k * adder_dot_rows, 0, first, rows, p, store);
    }
  }
  return apart * adder_dot_streams * adder_dot_rows;
}

static inline void linear_s8(
    void *output, const int8_t *input, const adder_linear_params *p, int32_t positions,
    adder_store_rows store) {
  const int32_t columns = p->columns;
  const ptrdiff_t panel = panel_size(columns, ADDER_S8_COLUMNS, adder_dot_tile);
  int32_t first = 0;
  if (adder_dot_streams > 1 && positions == 1) {
    first = linear_s8_streams(output, input, p, panel, store);
  }
  const int8_t *weight = p->weight + first / adder_dot_rows * panel;
  int32_t sum[adder_dot_positions * adder_dot_rows];
  for (; first < p->rows; first += adder_dot_rows) {
    const int32_t rows = at_most(p->rows - first, adder_dot_rows);
    int32_t t = 0;
    for (; adder_dot_positions > 1 && t + adder_dot_positions <= positions;) {
      adder_dot_s8_tile(sum, weight, input + (ptrdiff_t)t * columns, columns);
      for (int32_t k = 0; k < adder_dot_positions; ++k, ++t) {
        finish(output, sum + (ptrdiff_t)k * adder_dot_rows, t, first, rows, p, store);
      }
    }
    for (; t < positions; ++t) {
      adder_dot_s8(sum, weight, input + (ptrdiff_t)t * columns, columns);
      finish(output, sum, t, first, rows, p, store);
    }
    weight += panel;
  }
}

static inline void linear_s16(
    void *output, const int16_t *input, const adder_linear_params *p, int32_t positions,
    adder_store_rows store) {
  const int32_t columns = p->columns;
  const int32_t tile = ADDER_S16_COLUMNS * adder_dot16_rows;
  const ptrdiff_t panel = panel_size(columns, ADDER_S16_COLUMNS, tile);
  const int8_t *weight = p->weight;
  int32_t sum[adder_dot16_rows];
  for (int32_t first = 0; first < p->rows; first += adder_dot16_rows) {
    const int32_t rows = at_most(p->rows - first, adder_dot16_rows);
    for (int32_t t = 0; t < positions; ++t) {
      adder_dot_s16(sum, weight, input + (ptrdiff_t)t * columns, columns);
      finish(output, sum, t, first, rows, p, store);
    }
    weight += panel;
  }
}

void adder_linear_s8_s8(
    int8_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s8(output, input, p, positions, adder_store_rows_s8);
}

void adder_linear_s8_s16(
    int16_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s8(output, input, p, positions, adder_store_rows_s16);
}

void adder_linear_s8_s32(
    int32_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s8(output, input, p, positions, adder_store_rows_s32);
}

void adder_linear_s8_add(
    int32_t *output, const int8_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s8(output, input, p, positions, adder_store_rows_add);
}

void adder_linear_s16_s8(
    int8_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s16(output, input, p, positions, adder_store_rows_s8);
}

void adder_linear_s16_s16(
    int16_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s16(output, input, p, positions, adder_store_rows_s16);
}

void adder_linear_s16_s32(
    int32_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s16(output, input, p, positions, adder_store_rows_s32);
}

void adder_linear_s16_add(
    int32_t *output, const int16_t *input, const adder_linear_params *p, int32_t positions) {
  linear_s16(output, input, p, positions, adder_store_rows_add);
}
