/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear.c -- matrix times vector for RVV: a lane for each row of a panel.
 *
 *  Activations are scalars, weights come a column of the panel at a time. A panel is used for all
 *  positions before the next, so a prefill reads the weights from memory once.
 */
#include "adder_kernels.h"
#include "adder_packing.h"
#include "adder_store.h"

enum { panel_rows = ADDER_S8_ROWS };

#if ADDER_S8_ROWS != ADDER_S16_ROWS
#error "panels of int8 and int16 inputs have one height"
#endif

/*  v8...v15 <- the bias of the lanes, or 0. */
#define START_SUMS                                \
  "vsetvli zero, %[lanes], e32, m8, ta, ma\n"     \
  "vmv.v.i v8, 0\n"                               \
  "beqz %[bias], 1f\n"                            \
  "vle32.v v8, (%[bias])\n"                       \
  "1:\n"

#define LOAD_COLUMN(w)         \
  "vle8.v " w ", (%[weight])\n" \
  "addi %[weight], %[weight], %[stride]\n"

/*  product <- two columns; int16 holds it, because weights are never -128. */
#define MULTIPLY_PAIR(product, w0, w1, offset0, offset1) \
  "lb %[a], " offset0 "(%[x])\n"                         \
  "lb %[b], " offset1 "(%[x])\n"                         \
  LOAD_COLUMN(w0) LOAD_COLUMN(w1)                        \
  "vwmul.vx " product ", " w0 ", %[a]\n"                 \
  "vwmacc.vx " product ", %[b], " w1 "\n"

/*  sum <- bias + weight . x for the lanes; eight columns to a change of the element width. */
static void sum_s8(
    int32_t *sum, const int8_t *weight, const int8_t *x, const int32_t *bias, ptrdiff_t columns,
    ptrdiff_t lanes) {
  const int8_t *eights_end = x + columns / 8 * 8;
  const int8_t *end = x + columns;
  ptrdiff_t a;
  ptrdiff_t b;
  __asm__ volatile(
      START_SUMS ADDER_WIDTH_8
      "beq %[x], %[eights_end], 3f\n"
      "2:\n"
      MULTIPLY_PAIR("v16", "v0", "v2", "0", "1")
      MULTIPLY_PAIR("v20", "v4", "v6", "2", "3")
      MULTIPLY_PAIR("v24", "v0", "v2", "4", "5")
      MULTIPLY_PAIR("v28", "v4", "v6", "6", "7")
      ADDER_WIDTH_16
      "vwadd.wv v8, v8, v16\n"
      "vwadd.wv v8, v8, v20\n"
      "vwadd.wv v8, v8, v24\n"
      "vwadd.wv v8, v8, v28\n"
      ADDER_WIDTH_8
      "addi %[x], %[x], 8\n"
      "bne %[x], %[eights_end], 2b\n"
      "3: beq %[x], %[end], 4f\n"
      "lb %[a], 0(%[x])\n"
      LOAD_COLUMN("v0")
      "vwmul.vx v16, v0, %[a]\n"
      ADDER_WIDTH_16
      "vwadd.wv v8, v8, v16\n"
      ADDER_WIDTH_8
      "addi %[x], %[x], 1\n"
      "j 3b\n"
      "4: vse32.v v8, (%[sum])\n"
      : [a] "=&r"(a), [b] "=&r"(b), [weight] "+r"(weight), [x] "+r"(x)
      : [sum] "r"(sum), [bias] "r"(bias), [lanes] "r"(lanes), [eights_end] "r"(eights_end),
        [end] "r"(end), [stride] "i"(panel_rows)
      : ADDER_VECTOR_STATE);
}

/*  The same for int16 inputs: weights are widened, products go straight into the sums. */
static void sum_s16(
    int32_t *sum, const int8_t *weight, const int16_t *x, const int32_t *bias, ptrdiff_t columns,
    ptrdiff_t lanes) {
  const int16_t *pairs_end = x + columns / 2 * 2;
  const int16_t *end = x + columns;
  ptrdiff_t a;
  ptrdiff_t b;
  __asm__ volatile(
      START_SUMS ADDER_WIDTH_16
      "beq %[x], %[pairs_end], 3f\n"
      "2:\n"
      "lh %[a], 0(%[x])\n"
      "lh %[b], 2(%[x])\n"
      LOAD_COLUMN("v0") LOAD_COLUMN("v2")
      "vsext.vf2 v16, v0\n"
      "vsext.vf2 v20, v2\n"
      "vwmacc.vx v8, %[a], v16\n"
      "vwmacc.vx v8, %[b], v20\n"
      "addi %[x], %[x], 4\n"
      "bne %[x], %[pairs_end], 2b\n"
      "3: beq %[x], %[end], 4f\n"
      "lh %[a], 0(%[x])\n"
      LOAD_COLUMN("v0")
      "vsext.vf2 v16, v0\n"
      "vwmacc.vx v8, %[a], v16\n"
      "4: vse32.v v8, (%[sum])\n"
      : [a] "=&r"(a), [b] "=&r"(b), [weight] "+r"(weight), [x] "+r"(x)
      : [sum] "r"(sum), [bias] "r"(bias), [lanes] "r"(lanes), [pairs_end] "r"(pairs_end),
        [end] "r"(end), [stride] "i"(panel_rows)
      : ADDER_VECTOR_STATE);
}

/*  The next rows that one block takes, within the panel of row `first`. */
static ptrdiff_t lanes_at(ptrdiff_t first, const adder_linear_params *p) {
  const ptrdiff_t panel = panel_rows - first % panel_rows;
  const ptrdiff_t left = p->rows - first;
  return adder_lanes(left < panel ? left : panel);
}

static const int8_t *weight_at(ptrdiff_t first, const adder_linear_params *p) {
  const ptrdiff_t row = first % panel_rows;
  return p->weight + (first - row) * p->columns + row;
}

static const int32_t *bias_at(ptrdiff_t first, const adder_linear_params *p) {
  return p->bias == NULL ? NULL : p->bias + first;
}

/*  For all positions, the rows of a block: their sums, then `store`, which may name all these. */
#define LINEAR(sum, store)                                                                 \
  int32_t sums[panel_rows];                                                                \
  for (ptrdiff_t first = 0, lanes; first < p->rows; first += lanes) {                      \
    const int8_t *weight = weight_at(first, p);                                            \
    lanes = lanes_at(first, p);                                                            \
    for (ptrdiff_t t = 0; t < positions; ++t) {                                            \
      const ptrdiff_t row = t * p->rows + first;                                           \
      sum(sums, weight, input + t * p->columns, bias_at(first, p), p->columns, lanes);     \
      store;                                                                               \
    }                                                                                      \
  }

void adder_linear_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s8, adder_store_s8(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s8, adder_store_s16(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s8, adder_store_s32(output + row, sums, &p->scale, first, lanes))
}

void adder_linear_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s8, adder_store_add(output + row, sums, &p->scale, first, lanes))
}

void adder_linear_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s16, adder_store_s8(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear_s16_s16(
    int16_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s16, adder_store_s16(output + row, sums, &p->scale, first, lanes, p->limit))
}

void adder_linear_s16_s32(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s16, adder_store_s32(output + row, sums, &p->scale, first, lanes))
}

void adder_linear_s16_add(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(sum_s16, adder_store_add(output + row, sums, &p->scale, first, lanes))
}
