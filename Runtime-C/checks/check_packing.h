/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  check_packing.h -- packs weights as the kernels under check want them (adder_packing.h). */
#ifndef CHECK_PACKING_H
#define CHECK_PACKING_H

#include "adder_check.h"
#include "adder_packing.h"

/*  Tiles of `size` that cover `count`. */
static inline int32_t tiles_of(int32_t count, int32_t size) {
  return (count + size - 1) / size;
}

/*  [rows, columns] in tiles of `high` x `wide`; missing elements are 0. Each with the
 *  offset. Exactly as large as the generator makes it, and aligned to 64 bytes as there; freed
 *  with free(). */
static inline int8_t *pack_tiles(
    const int8_t *weight, int32_t rows, int32_t columns, int32_t high, int32_t wide) {
  const int32_t across = tiles_of(columns, wide);
  const size_t size = (size_t)(tiles_of(rows, high) * across * high * wide);
  int8_t *packed = (int8_t *)check_aligned(size);
  memset(packed, ADDER_WEIGHT_OFFSET, size);
  for (int32_t i = 0; i < rows; ++i) {
    for (int32_t j = 0; j < columns; ++j) {
      const int32_t tile = i / high * across + j / wide;
      packed[(tile * high + i % high) * wide + j % wide] =
          (int8_t)(uint8_t)(weight[i * columns + j] + ADDER_WEIGHT_OFFSET);
    }
  }
  return packed;
}

static inline int8_t *pack_s8(const int8_t *weight, int32_t rows, int32_t columns) {
  return pack_tiles(weight, rows, columns, ADDER_S8_ROWS, ADDER_S8_COLUMNS);
}

static inline int8_t *pack_s16(const int8_t *weight, int32_t rows, int32_t columns) {
  return pack_tiles(weight, rows, columns, ADDER_S16_ROWS, ADDER_S16_COLUMNS);
}

/*  The bias of int8 inputs; NULL stays NULL if the kernels permit it. */
static inline int32_t *pack_bias(
    const int32_t *bias, const int8_t *weight, int32_t rows, int32_t columns) {
  if (bias == NULL && ADDER_S8_OFFSET == 0) {
    return NULL;
  }
  int32_t *packed = (int32_t *)check_aligned((size_t)rows * sizeof(int32_t));
  for (int32_t i = 0; i < rows; ++i) {
    int64_t sum = bias == NULL ? 0 : bias[i];
    for (int32_t j = 0; j < columns; ++j) {
      sum -= ADDER_S8_OFFSET * weight[i * columns + j];
    }
    packed[i] = adder_signed_32((uint32_t)(sum & UINT32_MAX));
  }
  return packed;
}

/*  Weights of 4 bits, given one to a byte. */
static inline uint8_t *pack_w4(const int8_t *weight, int32_t rows, int32_t columns) {
  enum { high = ADDER_W4_ROWS, wide = ADDER_W4_COLUMNS, half = wide / 2 };
  const int32_t across = tiles_of(columns, wide);
  const size_t size = (size_t)(tiles_of(rows, high) * across * high * half);
  uint8_t *packed = (uint8_t *)check_aligned(size);
  memset(packed, ADDER_W4_OFFSET * 17, size);
  for (int32_t i = 0; i < rows; ++i) {
    for (int32_t j = 0; j < columns; ++j) {
      const int32_t tile = i / high * across + j / wide;
      uint8_t *byte = packed + (tile * high + i % high) * half + j % half;
      const int32_t bits = (weight[i * columns + j] + ADDER_W4_OFFSET) & 15;
      *byte = (uint8_t)(j % wide < half ? (*byte & 0xf0) | bits : (*byte & 0x0f) | bits * 16);
    }
  }
  return packed;
}

/*  Scales of groups, given as [rows, groups]. */
static inline uint8_t *pack_group_scales(const uint8_t *scale, int32_t rows, int32_t groups) {
  enum { high = ADDER_W4_ROWS };
  uint8_t *packed = (uint8_t *)check_aligned((size_t)(tiles_of(rows, high) * groups * high));
  for (int32_t i = 0; i < rows; ++i) {
    for (int32_t g = 0; g < groups; ++g) {
      packed[(i / high * groups + g) * high + i % high] = scale[i * groups + g];
    }
  }
  return packed;
}

#endif /* CHECK_PACKING_H */
