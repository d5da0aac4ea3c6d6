/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear4.c -- matrix times vector with weights of 4 bits, for RVV: a lane for each row.
 *
 *  Sums of 32 columns fit int16 (7 * 128 * 32 = 28672), so they are widened only as they meet the
 *  scale of their group, whose columns are a multiple of 32.
 */
#include "adder_kernels.h"
#include "adder_packing.h"
#include "adder_store.h"

enum { panel_rows = ADDER_W4_ROWS, chunk_columns = 32 };

/*  sum += scale * (weight . x) for the lanes, over 1...32 columns from an even one */
static void add_chunk(
    int32_t *sum, const uint8_t *weight, const uint8_t *scale, const int8_t *x,
    ptrdiff_t columns, ptrdiff_t lanes) {
  const int8_t *pairs_end = x + columns / 2 * 2;
  const int8_t *end = x + columns;
  ptrdiff_t a;
  ptrdiff_t b;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n"
      "vmv.v.i v16, 0\n"
      ADDER_WIDTH_8
      "beq %[x], %[pairs_end], 2f\n"
      "1:\n"
      "vle8.v v0, (%[weight])\n"
      "addi %[weight], %[weight], %[stride]\n"
      "lb %[a], 0(%[x])\n"
      "lb %[b], 1(%[x])\n"
      "vsll.vi v2, v0, 4\n"
      "vsra.vi v4, v0, 4\n"
      "vsra.vi v2, v2, 4\n"
      "vwmacc.vx v16, %[b], v4\n"
      "vwmacc.vx v16, %[a], v2\n"
      "addi %[x], %[x], 2\n"
      "bne %[x], %[pairs_end], 1b\n"
      "2: beq %[x], %[end], 3f\n"
      "lb %[a], 0(%[x])\n"
      "vle8.v v0, (%[weight])\n"
      "vsll.vi v2, v0, 4\n"
      "vsra.vi v2, v2, 4\n"
      "vwmacc.vx v16, %[a], v2\n"
      "3:\n"
      ADDER_WIDTH_16
      "vle32.v v8, (%[sum])\n"
      "vle8.v v0, (%[scale])\n"
      "vzext.vf2 v20, v0\n"
      "vwmacc.vv v8, v16, v20\n"
      "vse32.v v8, (%[sum])\n"
      : [a] "=&r"(a), [b] "=&r"(b), [weight] "+r"(weight), [x] "+r"(x)
      : [sum] "r"(sum), [scale] "r"(scale), [lanes] "r"(lanes), [pairs_end] "r"(pairs_end),
        [end] "r"(end), [stride] "i"(panel_rows)
      : ADDER_VECTOR_STATE);
}

/*  sum <- bias + weight . x for the rows `first`...`first + lanes - 1` */
static void sum_rows(
    int32_t *sum, const int8_t *x, const adder_linear4_params *p, ptrdiff_t first,
    ptrdiff_t lanes) {
  const ptrdiff_t groups = (p->columns - 1) / p->group + 1;
  const ptrdiff_t row = first % panel_rows;
  const uint8_t *weight = p->weight + (first - row) * ((p->columns + 1) / 2) + row;
  const uint8_t *scale = p->group_scale + (first - row) * groups + row;
  for (ptrdiff_t i = 0; i < lanes; ++i) {
    sum[i] = p->bias == NULL ? 0 : p->bias[first + i];
  }
  for (ptrdiff_t j = 0; j < p->columns; j += chunk_columns) {
    const ptrdiff_t left = p->columns - j;
    const ptrdiff_t columns = left < chunk_columns ? left : chunk_columns;
    add_chunk(
        sum, weight + j / 2 * panel_rows, scale + j / p->group * panel_rows, x + j, columns,
        lanes);
  }
}

/*  The next rows that one block takes, within the panel of row `first`. */
static ptrdiff_t lanes_at(ptrdiff_t first, const adder_linear4_params *p) {
  const ptrdiff_t panel = panel_rows - first % panel_rows;
  const ptrdiff_t left = p->rows - first;
  return adder_lanes(left < panel ? left : panel);
}

/*  For all positions, the rows of a block: their sums, then `store`, which may name all these. */
#define LINEAR(store)                                                    \
  int32_t sums[panel_rows];                                              \
  for (ptrdiff_t first = 0, lanes; first < p->rows; first += lanes) {    \
    lanes = lanes_at(first, p);                                          \
    for (ptrdiff_t t = 0; t < positions; ++t) {                          \
      const ptrdiff_t row = t * p->rows + first;                         \
      sum_rows(sums, input + t * p->columns, p, first, lanes);           \
      store;                                                             \
    }                                                                    \
  }

void adder_linear4_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(adder_store_s8(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear4_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(adder_store_s16(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear4_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(adder_store_s32(output + row, sums, &p->scale, first, lanes))
}

void adder_linear4_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(adder_store_add(output + row, sums, &p->scale, first, lanes))
}
