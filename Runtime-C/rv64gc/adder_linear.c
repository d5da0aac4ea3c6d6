/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_linear.c -- matrix times vector with several products to a 64-bit multiplication.
 *
 *  A word has one column of a tile: 8 weights, packed with 128 added, for which 128 times the sum
 *  of the input makes up. Two bytes of a word, 32 bits apart and all else masked, are one
 *  factor, an activation the other: the product is two products, added up 64 bits at a time.
 *
 *  With S0...S7 the sums of the 8 rows, four accumulators are, modulo 2^64,
 *
 *    low   S0 + 2^32 S4
 *    next  2^8 (S1 + 2^32 S5)             or, for int16 inputs, S1 + 2^32 S5
 *    high  S2 + 2^32 S6
 *    rest  what the upper bytes give without a mask, from which the other three take away all but
 *          the two rows that are left; it saves an instruction
 *
 *  Lower parts borrow from higher ones when they are negative, which taking them away undoes.
 */
#include "adder_packing.h"
#include "adder_requantize.h"

#include <string.h>

enum {
  tile_rows = 8,
  block_rows = 16, /* two tiles side by side share each load of the input */
  block_columns = 256 /* 255 * 128 * 256 is below 2^23, and 255 * 32768 * 256 below 2^31 */
};

#if ADDER_S8_ROWS != 8 || ADDER_S8_COLUMNS != 1 || ADDER_S16_ROWS != 8 || \
    ADDER_S16_COLUMNS != 1 || ADDER_WEIGHT_OFFSET != 128
#error "a tile is a column of 8 rows, each weight plus 128"
#endif

typedef struct {
  uint64_t low;
  uint64_t next;
  uint64_t high;
  uint64_t rest;
} accumulators;

/*  A column of 8 weights, each plus 128. */
static inline uint64_t load_column(const int8_t *weight) {
  uint64_t word;
#if defined(__GNUC__)
  memcpy(&word, __builtin_assume_aligned(weight, 8), sizeof word);
#else
  memcpy(&word, weight, sizeof word);
#endif
  return word;
}

/*  One column times an int8. The second pair of rows stays where it is, at 8 and 40 bits. */
static inline void add_column_s8(accumulators *sums, const int8_t *weight, int8_t x) {
  const uint64_t word = load_column(weight);
  const uint64_t upper = word >> 16;
  const uint64_t factor = (uint64_t)(int64_t)x;
  sums->low += (word & 0x000000ff000000ffu) * factor;
  sums->next += (word & 0x0000ff000000ff00u) * factor;
  sums->high += (upper & 0x000000ff000000ffu) * factor;
  sums->rest += upper * factor;
}

/*  One column of two tiles, done before the next begins: compilers that mix several columns run out
 *  of registers, and the empty statement, which uses all sums, keeps them from it.
 */
static inline void add_columns_s8(
    accumulators *a, accumulators *b, const int8_t *first, const int8_t *second, int8_t x) {
  add_column_s8(a, first, x);
  add_column_s8(b, second, x);
#if defined(__GNUC__)
  __asm__ volatile(""
                   : "+r"(a->low), "+r"(a->next), "+r"(a->high), "+r"(a->rest), "+r"(b->low),
                     "+r"(b->next), "+r"(b->high), "+r"(b->rest)
                   :
                   : "memory");
#endif
}

/*  One column times an int16, whose products need 32 bits each. */
static inline void add_column_s16(accumulators *sums, const int8_t *weight, int16_t x) {
  const uint64_t word = load_column(weight);
  const uint64_t factor = (uint64_t)(int64_t)x;
  sums->low += (word & 0x000000ff000000ffu) * factor;
  sums->next += ((word >> 8) & 0x000000ff000000ffu) * factor;
  sums->high += ((word >> 16) & 0x000000ff000000ffu) * factor;
  sums->rest += (word >> 24) * factor;
}

/*  The low 32 bits as a signed number, which no conversion of C gives on every compiler. */
static inline int64_t low_part(uint64_t pair) {
  const uint32_t bits = (uint32_t)pair;
  int32_t number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

/*  The high 32 bits as a signed number, with what the low ones borrowed. */
static inline int64_t high_part(uint64_t pair) {
  return low_part((pair - (uint64_t)low_part(pair)) >> 32);
}

/*  Rows i and i + 4. */
static inline void add_pair(int64_t *sum, uint64_t pair) {
  sum[0] += low_part(pair);
  sum[4] += high_part(pair);
}

/*  pair / 2^8 for a multiple of 2^8, both taken as signed. */
static inline uint64_t without_low_byte(uint64_t pair) {
  return ((pair >> 8) ^ 0x0080000000000000u) - 0x0080000000000000u;
}

/*  Adds up to 256 columns of int8 inputs to the sums of 8 rows. */
static inline void finish_s8(int64_t *sum, accumulators sums) {
  const uint64_t next = without_low_byte(sums.next);
  const uint64_t s4 = (uint64_t)high_part(sums.low);
  const uint64_t s5 = (uint64_t)high_part(next);
  add_pair(sum, sums.low);
  add_pair(sum + 1, next);
  add_pair(sum + 2, sums.high);
  add_pair(sum + 3, without_low_byte(sums.rest - sums.high - (s4 << 16) - (s5 << 24)));
}

/*  The same for int16 inputs. */
static inline void finish_s16(int64_t *sum, accumulators sums) {
  const uint64_t s4 = (uint64_t)high_part(sums.low);
  const uint64_t s5 = (uint64_t)high_part(sums.next);
  const uint64_t s6 = (uint64_t)high_part(sums.high);
  add_pair(sum, sums.low);
  add_pair(sum + 1, sums.next);
  add_pair(sum + 2, sums.high);
  add_pair(sum + 3, sums.rest - (s4 << 8) - (s5 << 16) - (s6 << 24));
}

/*  The two tiles of a block; past the last tile the last one again, whose sums nobody reads. */
typedef struct {
  const int8_t *first;
  const int8_t *second;
} tile_pair;

static tile_pair tiles_at(int32_t first, const adder_linear_params *p) {
  const int8_t *tile = p->weight + (ptrdiff_t)first * p->columns;
  const ptrdiff_t size = (ptrdiff_t)tile_rows * p->columns;
  const tile_pair tiles = {tile, first + tile_rows < p->rows ? tile + size : tile};
  return tiles;
}

/*  sum <- (weight + 128) . x of the rows of a block */
static void sum_block_s8(
    int64_t sum[block_rows], tile_pair tiles, const int8_t *x, int32_t columns) {
  memset(sum, 0, block_rows * sizeof sum[0]);
  int32_t j = 0;
  while (j < columns) {
    const int32_t end = columns - j < block_columns ? columns : j + block_columns;
    accumulators a = {0, 0, 0, 0};
    accumulators b = {0, 0, 0, 0};
    for (; j + 8 <= end; j += 8) {
      const int8_t *first = tiles.first + (ptrdiff_t)j * tile_rows;
      const int8_t *second = tiles.second + (ptrdiff_t)j * tile_rows;
      add_columns_s8(&a, &b, first, second, x[j]);
      add_columns_s8(&a, &b, first + 8, second + 8, x[j + 1]);
      add_columns_s8(&a, &b, first + 16, second + 16, x[j + 2]);
      add_columns_s8(&a, &b, first + 24, second + 24, x[j + 3]);
      add_columns_s8(&a, &b, first + 32, second + 32, x[j + 4]);
      add_columns_s8(&a, &b, first + 40, second + 40, x[j + 5]);
      add_columns_s8(&a, &b, first + 48, second + 48, x[j + 6]);
      add_columns_s8(&a, &b, first + 56, second + 56, x[j + 7]);
    }
    for (; j < end; ++j) {
      const ptrdiff_t at = (ptrdiff_t)j * tile_rows;
      add_columns_s8(&a, &b, tiles.first + at, tiles.second + at, x[j]);
    }
    finish_s8(sum, a);
    finish_s8(sum + tile_rows, b);
  }
}

/*  The same for int16 inputs. */
static void sum_block_s16(
    int64_t sum[block_rows], tile_pair tiles, const int16_t *x, int32_t columns) {
  memset(sum, 0, block_rows * sizeof sum[0]);
  int32_t j = 0;
  while (j < columns) {
    const int32_t end = columns - j < block_columns ? columns : j + block_columns;
    accumulators a = {0, 0, 0, 0};
    accumulators b = {0, 0, 0, 0};
    for (; j < end; ++j) {
      const ptrdiff_t at = (ptrdiff_t)j * tile_rows;
      add_column_s16(&a, tiles.first + at, x[j]);
      add_column_s16(&b, tiles.second + at, x[j]);
    }
    finish_s16(sum, a);
    finish_s16(sum + tile_rows, b);
  }
}

/*  128 times the sum of the input, which every row has too much. */
static int64_t excess_s8(const int8_t *x, int32_t columns) {
  int64_t sum = 0;
  for (int32_t j = 0; j < columns; ++j) {
    sum += x[j];
  }
  return 128 * sum;
}

static int64_t excess_s16(const int16_t *x, int32_t columns) {
  int64_t sum = 0;
  for (int32_t j = 0; j < columns; ++j) {
    sum += x[j];
  }
  return 128 * sum;
}

/*  scale(bias + sum) of row i */
static inline int64_t rescaled(int64_t sum, int32_t i, const adder_linear_params *p) {
  const int64_t biased = p->bias == NULL ? sum : sum + p->bias[i];
  return adder_scaled((int32_t)biased, &p->scale, i);
}

/*  Row i of the output. */
#define STORE_ROW(i, store)                                     \
  {                                                             \
    const int32_t row = (i);                                    \
    const int64_t value = rescaled(sum[row - first] - excess, row, p); \
    store;                                                      \
  }

/*  For all positions and rows, `store`, in which `value` is the scaled sum of `row`. */
#define LINEAR(type, store)                                                \
  int64_t sum[block_rows];                                                 \
  for (int32_t t = 0; t < positions; ++t) {                                \
    const int64_t excess = excess_##type(input, p->columns);               \
    for (int32_t first = 0; first < p->rows; first += block_rows) {        \
      const int32_t left = p->rows - first;                                \
      const int32_t end = left < block_rows ? p->rows : first + block_rows; \
      int32_t i = first;                                                   \
      sum_block_##type(sum, tiles_at(first, p), input, p->columns);        \
      for (; i + 4 <= end; i += 4) {                                       \
        STORE_ROW(i, store)                                                \
        STORE_ROW(i + 1, store)                                            \
        STORE_ROW(i + 2, store)                                            \
        STORE_ROW(i + 3, store)                                            \
      }                                                                    \
      for (; i < end; ++i) {                                               \
        STORE_ROW(i, store)                                                \
      }                                                                    \
    }                                                                      \
    output += p->rows;                                                     \
    input += p->columns;                                                   \
  }

void adder_linear_s8_s8(
    int8_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -128 : -p->limit;
  const int64_t high = p->limit == 0 ? 127 : p->limit;
  LINEAR(s8, output[row] = (int8_t)adder_clamp_64(value, low, high))
}

void adder_linear_s8_s16(
    int16_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -32768 : -p->limit;
  const int64_t high = p->limit == 0 ? 32767 : p->limit;
  LINEAR(s8, output[row] = (int16_t)adder_clamp_64(value, low, high))
}

void adder_linear_s8_s32(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(s8, output[row] = (int32_t)value)
}

void adder_linear_s8_add(
    int32_t *restrict output, const int8_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(s8, output[row] += (int32_t)value)
}

void adder_linear_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -128 : -p->limit;
  const int64_t high = p->limit == 0 ? 127 : p->limit;
  LINEAR(s16, output[row] = (int8_t)adder_clamp_64(value, low, high))
}

void adder_linear_s16_s16(
    int16_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  const int64_t low = p->limit == 0 ? -32768 : -p->limit;
  const int64_t high = p->limit == 0 ? 32767 : p->limit;
  LINEAR(s16, output[row] = (int16_t)adder_clamp_64(value, low, high))
}

void adder_linear_s16_s32(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(s16, output[row] = (int32_t)value)
}

void adder_linear_s16_add(
    int32_t *restrict output, const int16_t *restrict input, const adder_linear_params *p,
    int32_t positions) {
  LINEAR(s16, output[row] += (int32_t)value)
}
