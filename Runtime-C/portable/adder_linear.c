/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear.c -- matrix times vector: accumulate a block of rows, scale it, store it. */
#include "adder_fixed.h"
#include "adder_kernels.h"

#include <string.h>

enum {
  block_rows = 32,    /* rows of one pass over the input, a multiple of 4 */
  block_columns = 256 /* int8 columns that are widened at a time */
};

/*  sum[i] += weight[i] . x for 4 rows, `stride` bytes apart. */
static void add_dots_4(
    int32_t sum[4], const int8_t *restrict weight, ptrdiff_t stride, const int16_t *restrict x,
    int32_t columns) {
  const int8_t *w0 = weight;
  const int8_t *w1 = w0 + stride;
  const int8_t *w2 = w1 + stride;
  const int8_t *w3 = w2 + stride;
  int32_t s0 = 0;
  int32_t s1 = 0;
  int32_t s2 = 0;
  int32_t s3 = 0;
  for (int32_t j = 0; j < columns; ++j) {
    s0 += (int32_t)w0[j] * x[j];
    s1 += (int32_t)w1[j] * x[j];
    s2 += (int32_t)w2[j] * x[j];
    s3 += (int32_t)w3[j] * x[j];
  }
  sum[0] += s0;
  sum[1] += s1;
  sum[2] += s2;
  sum[3] += s3;
}

/*  sum[i] += weight[i] . x for any number of rows. */
static void add_dots(
    int32_t *sum, const int8_t *weight, ptrdiff_t stride, int32_t rows, const int16_t *x,
    int32_t columns) {
  int32_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    add_dots_4(sum + i, weight + i * stride, stride, x, columns);
  }
  for (; i < rows; ++i) {
    const int8_t *row = weight + i * stride;
    int32_t s = 0;
    for (int32_t j = 0; j < columns; ++j) {
      s += (int32_t)row[j] * x[j];
    }
    sum[i] += s;
  }
}

/*  Rows in the block that begins at `first`. */
static int32_t rows_of_block(int32_t first, const adder_linear_params *p) {
  const int32_t left = p->rows - first;
  return left < block_rows ? left : block_rows;
}

static void start_sums(int32_t *sum, int32_t first, int32_t rows, const adder_linear_params *p) {
  for (int32_t i = 0; i < rows; ++i) {
    sum[i] = p->bias == NULL ? 0 : p->bias[first + i];
  }
}

static void scale_sums(int32_t *sum, int32_t first, int32_t rows, const adder_linear_params *p) {
  const int32_t *multiplier = p->scale.multiplier + first;
  const uint8_t *shift = p->scale.shift + first;
  for (int32_t i = 0; i < rows; ++i) {
    sum[i] = adder_requantize(sum[i], p->scale.left, multiplier[i], shift[i]);
  }
}

/*  sum[i] = scale(bias + weight . input) of the rows from `first`; returns their number. */
static int32_t scaled_rows_s16(
    int32_t sum[block_rows], const int16_t *input, int32_t first, const adder_linear_params *p) {
  const int32_t rows = rows_of_block(first, p);
  const int8_t *weight = p->weight + (ptrdiff_t)first * p->columns;
  start_sums(sum, first, rows, p);
  add_dots(sum, weight, p->columns, rows, input, p->columns);
  scale_sums(sum, first, rows, p);
  return rows;
}

/*  The same for an int8 input, which compilers multiply best as int16. */
static int32_t scaled_rows_s8(
    int32_t sum[block_rows], const int8_t *input, int32_t first, const adder_linear_params *p) {
  const int32_t rows = rows_of_block(first, p);
  const int8_t *weight = p->weight + (ptrdiff_t)first * p->columns;
  int16_t x[block_columns];
  start_sums(sum, first, rows, p);
  for (int32_t j = 0; j < p->columns; j += block_columns) {
    const int32_t left = p->columns - j;
    const int32_t columns = left < block_columns ? left : block_columns;
    for (int32_t k = 0; k < columns; ++k) {
      x[k] = input[j + k];
    }
    add_dots(sum, weight + j, p->columns, rows, x, columns);
  }
  scale_sums(sum, first, rows, p);
  return rows;
}

static void store_s8(int8_t *output, const int32_t *sum, int32_t rows, int32_t limit) {
  const int32_t low = limit == 0 ? -128 : -limit;
  const int32_t high = limit == 0 ? 127 : limit;
  for (int32_t i = 0; i < rows; ++i) {
    output[i] = (int8_t)adder_clamp(sum[i], low, high);
  }
}

static void store_s16(int16_t *output, const int32_t *sum, int32_t rows, int32_t limit) {
  const int32_t low = limit == 0 ? -32768 : -limit;
  const int32_t high = limit == 0 ? 32767 : limit;
  for (int32_t i = 0; i < rows; ++i) {
    output[i] = (int16_t)adder_clamp(sum[i], low, high);
  }
}

static void add_s32(int32_t *output, const int32_t *sum, int32_t rows) {
  for (int32_t i = 0; i < rows; ++i) {
    output[i] += sum[i];
  }
}

void adder_linear_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s8(sum, input, first, p);
      store_s8(output + first, sum, rows, p->limit);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s8(sum, input, first, p);
      store_s16(output + first, sum, rows, p->limit);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s8(sum, input, first, p);
      memcpy(output + first, sum, (size_t)rows * sizeof sum[0]);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s8(sum, input, first, p);
      add_s32(output + first, sum, rows);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s16(sum, input, first, p);
      store_s8(output + first, sum, rows, p->limit);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s16_s16(
    int16_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s16(sum, input, first, p);
      store_s16(output + first, sum, rows, p->limit);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s16_s32(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s16(sum, input, first, p);
      memcpy(output + first, sum, (size_t)rows * sizeof sum[0]);
    }
    output += p->rows;
    input += p->columns;
  }
}

void adder_linear_s16_add(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  int32_t sum[block_rows];
  for (int32_t t = 0; t < positions; ++t) {
    for (int32_t first = 0; first < p->rows; first += block_rows) {
      const int32_t rows = scaled_rows_s16(sum, input, first, p);
      add_s32(output + first, sum, rows);
    }
    output += p->rows;
    input += p->columns;
  }
}
