/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear4.c -- matrix times vector with weights of 4 bits: group by group of a panel. */
#include "adder_dot4.h"
#include "adder_kernels.h"
#include "adder_packing.h"
#include "adder_rows.h"

static int32_t at_most(int32_t count, int32_t limit) { return count < limit ? count : limit; }

/*  sum[i] = sum over g of group_scale[g][i] * (weight[i] . input of the group), a panel of rows. */
static inline void panel_sums(
    int32_t *sum, const uint8_t *weight, const uint8_t *group_scale, const int8_t *input,
    const adder_linear4_params *p) {
  int32_t dot[adder_dot4_rows];
  memset(sum, 0, adder_dot4_rows * sizeof sum[0]);
  for (int32_t j = 0; j < p->columns; j += p->group) {
    const int32_t columns = at_most(p->columns - j, p->group);
    const int32_t tiles = (columns - 1) / ADDER_W4_COLUMNS + 1;
    adder_dot4_group(dot, weight, input + j, columns);
    for (int32_t i = 0; i < adder_dot4_rows; i += adder_lanes) {
      const adder_lanes_s32 term =
          adder_multiply_s32(adder_load_s32(dot + i), adder_load_u8(group_scale + i));
      adder_store_s32(sum + i, adder_add_s32(adder_load_s32(sum + i), term));
    }
    weight += (ptrdiff_t)tiles * adder_dot4_tile;
    group_scale += adder_dot4_rows;
  }
}

static inline void linear4(
    void *output, const int8_t *input, const adder_linear4_params *p, int32_t positions,
    adder_store_rows store) {
  const ptrdiff_t tiles = (p->columns - 1) / ADDER_W4_COLUMNS + 1;
  const ptrdiff_t groups = (p->columns - 1) / p->group + 1;
  const uint8_t *weight = p->weight;
  const uint8_t *group_scale = p->group_scale;
  int32_t sum[adder_dot4_rows];
  for (int32_t first = 0; first < p->rows; first += adder_dot4_rows) {
    const int32_t rows = at_most(p->rows - first, adder_dot4_rows);
    for (int32_t t = 0; t < positions; ++t) {
      panel_sums(sum, weight, group_scale, input + (ptrdiff_t)t * p->columns, p);
      adder_scale_rows(sum, p->bias, &p->scale, first, rows);
      store(output, (ptrdiff_t)t * p->rows + first, sum, rows, p->limit);
    }
    weight += tiles * adder_dot4_tile;
    group_scale += groups * adder_dot4_rows;
  }
}

void adder_linear4_s8_s8(
    int8_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions) {
  linear4(output, input, p, positions, adder_store_rows_s8);
}

void adder_linear4_s8_s16(
    int16_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions) {
  linear4(output, input, p, positions, adder_store_rows_s16);
}

void adder_linear4_s8_s32(
    int32_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions) {
  linear4(output, input, p, positions, adder_store_rows_s32);
}

void adder_linear4_s8_add(
    int32_t *output, const int8_t *input, const adder_linear4_params *p, int32_t positions) {
  linear4(output, input, p, positions, adder_store_rows_add);
}
