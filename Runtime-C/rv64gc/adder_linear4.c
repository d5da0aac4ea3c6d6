/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear4.c -- matrix times vector with weights of 4 bits, four products to a 64-bit
 *  multiplication.
 *
 *  A word has two columns of a tile of 8 rows, weights plus 8. Four of its nibbles, 16 bits apart,
 *  times an activation are four products, which add up in place: 16 of them stay within
 *  15 * 128 * 16 = 30720. Then they are made unsigned and widened to 32 bits, for a whole group.
 */
#include "adder_packing.h"
#include "adder_requantize.h"

#include <string.h>

enum { tile_rows = 8, chunk_words = 8 };

#if ADDER_W4_ROWS != 8 || ADDER_W4_COLUMNS != 2 || ADDER_W4_OFFSET != 8
#error "a tile is two columns of 8 rows, weights plus 8"
#endif

/*  Sums of a group, two rows to a word, and what each has too much. */
typedef struct {
  uint64_t rows_04;
  uint64_t rows_15;
  uint64_t rows_26;
  uint64_t rows_37;
  int32_t excess;
} group_sums;

static inline uint64_t load_word(const uint8_t *weight) {
  uint64_t word;
#if defined(__GNUC__)
  memcpy(&word, __builtin_assume_aligned(weight, 8), sizeof word);
#else
  memcpy(&word, weight, sizeof word);
#endif
  return word;
}

/*  Up to 16 columns; the last of an odd number has an activation of 0 beside it. */
static inline void add_chunk(
    group_sums *sums, const uint8_t *weight, const int8_t *x, int32_t columns) {
  const uint64_t nibbles = 0x000f000f000f000fu;
  const uint64_t halves = 0x0000ffff0000ffffu;
  const uint64_t bias = 0x8000800080008000u;
  uint64_t even = 0;
  uint64_t odd = 0;
  int32_t x_sum = 0;
  for (int32_t j = 0; j < columns; j += 2) {
    const uint64_t word = load_word(weight);
    const int32_t x0 = x[j];
    const int32_t x1 = j + 1 < columns ? x[j + 1] : 0;
    const uint64_t factor0 = (uint64_t)(int64_t)x0;
    const uint64_t factor1 = (uint64_t)(int64_t)x1;
    even += (word & nibbles) * factor0 + ((word >> 4) & nibbles) * factor1;
    odd += ((word >> 8) & nibbles) * factor0 + ((word >> 12) & nibbles) * factor1;
    x_sum += x0 + x1;
    weight += tile_rows;
  }
  even += bias;
  odd += bias;
  sums->rows_04 += even & halves;
  sums->rows_26 += (even >> 16) & halves;
  sums->rows_15 += odd & halves;
  sums->rows_37 += (odd >> 16) & halves;
  sums->excess += 32768 + 8 * x_sum;
}

/*  Rows i and i + 4: sum += scale * (weight . x) */
static inline void add_pair(
    int32_t *sum, const uint8_t *scale, uint64_t pair, int32_t excess) {
  sum[0] += scale[0] * ((int32_t)(pair & 0xffffffffu) - excess);
  sum[4] += scale[4] * ((int32_t)(pair >> 32) - excess);
}

/*  sum <- weight . x of the 8 rows from `first` */
static void sum_tile(
    int32_t sum[tile_rows], const int8_t *x, int32_t first, const adder_linear4_params *p) {
  const ptrdiff_t groups = (p->columns - 1) / p->group + 1;
  const uint8_t *weight = p->weight + first * (((ptrdiff_t)p->columns + 1) / 2);
  const uint8_t *scale = p->group_scale + first * groups;
  memset(sum, 0, tile_rows * sizeof sum[0]);
  for (int32_t start = 0; start < p->columns; start += p->group) {
    const int32_t left = p->columns - start;
    const int32_t end = left < p->group ? p->columns : start + p->group;
    group_sums sums = {0, 0, 0, 0, 0};
    int32_t j = start;
    for (; j + 2 * chunk_words <= end; j += 2 * chunk_words) {
      add_chunk(&sums, weight, x + j, 2 * chunk_words);
      weight += (ptrdiff_t)chunk_words * tile_rows;
    }
    if (j < end) {
      add_chunk(&sums, weight, x + j, end - j);
    }
    add_pair(sum, scale, sums.rows_04, sums.excess);
    add_pair(sum + 1, scale + 1, sums.rows_15, sums.excess);
    add_pair(sum + 2, scale + 2, sums.rows_26, sums.excess);
    add_pair(sum + 3, scale + 3, sums.rows_37, sums.excess);
    scale += tile_rows;
  }
}

/*  For all positions and rows, `store`, in which `value` is the scaled sum of `row`. */
#define LINEAR(store)                                                                \
  int32_t sum[tile_rows];                                                            \
  for (int32_t t = 0; t < positions; ++t) {                                          \
    for (int32_t row = 0; row < p->rows; ++row) {                                    \
      if (row % tile_rows == 0) {                                                    \
        sum_tile(sum, input, row, p);                                                \
      }                                                                              \
      const int32_t bias = p->bias == NULL ? 0 : p->bias[row];                       \
      const int64_t value = adder_scaled(sum[row % tile_rows] + bias, &p->scale, row); \
      store;                                                                         \
    }                                                                                \
    output += p->rows;                                                               \
    input += p->columns;                                                             \
  }

void adder_linear4_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -128 : -p->limit;
  const int64_t high = p->limit == 0 ? 127 : p->limit;
  LINEAR(output[row] = (int8_t)adder_clamp_64(value, low, high))
}

void adder_linear4_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -32768 : -p->limit;
  const int64_t high = p->limit == 0 ? 32767 : p->limit;
  LINEAR(output[row] = (int16_t)adder_clamp_64(value, low, high))
}

void adder_linear4_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(output[row] = (int32_t)value)
}

void adder_linear4_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear4_params *p,
    int32_t positions) {
  LINEAR(output[row] += (int32_t)value)
}
