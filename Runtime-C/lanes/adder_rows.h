/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rows.h -- the end of linear kernels: scales the sums of some rows and stores them. */
#ifndef ADDER_ROWS_H
#define ADDER_ROWS_H

#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_lanes.h"

/*  Stores the scaled sums of `rows` rows at output + first. */
typedef void (*adder_store_rows)(
    void *output, ptrdiff_t first, const int32_t *sum, int32_t rows, int32_t limit);

/*  sum[i] <- scale(bias[i] + sum[i]) of the `rows` rows from `first`.
 *
 *  Modulo 2^32: with ADDER_S8_OFFSET the sum of the products and the bias may have wrapped, but not
 *  what they add up to.
 */
static inline void adder_scale_rows(
    int32_t *sum, const int32_t *bias, const adder_channel_scale *factors, int32_t first,
    int32_t rows) {
  const adder_channel_scale own = *factors; /* which no store can change */
  const adder_channel_scale *scale = &own;
  int32_t i = 0;
  for (; i + adder_lanes <= rows; i += adder_lanes) {
    adder_lanes_s32 v = adder_load_s32(sum + i);
    if (bias != NULL) {
      v = adder_add_s32(v, adder_load_s32(bias + first + i));
    }
    adder_store_s32(sum + i, adder_scale_lanes(v, scale, first + i));
  }
  for (; i < rows; ++i) {
    const int32_t a =
        bias == NULL ? sum[i] : adder_signed_32((uint32_t)sum[i] + (uint32_t)bias[first + i]);
    sum[i] = adder_requantize(
        a, scale->left, scale->multiplier[first + i], scale->shift[first + i]);
  }
}

static inline void adder_store_rows_s8(
    void *output, ptrdiff_t first, const int32_t *sum, int32_t rows, int32_t limit) {
  int8_t *out = (int8_t *)output + first;
  const int32_t low = limit == 0 ? -128 : -limit;
  const int32_t high = limit == 0 ? 127 : limit;
  int32_t i = 0;
  for (; i + adder_lanes <= rows; i += adder_lanes) {
    const adder_lanes_s16 v = adder_sat16_lanes(adder_load_s32(sum + i));
    adder_store_s8(out + i, adder_clamp_s16(v, (int16_t)low, (int16_t)high));
  }
  for (; i < rows; ++i) {
    out[i] = (int8_t)adder_clamp(sum[i], low, high);
  }
}

static inline void adder_store_rows_s16(
    void *output, ptrdiff_t first, const int32_t *sum, int32_t rows, int32_t limit) {
  int16_t *out = (int16_t *)output + first;
  const int32_t low = limit == 0 ? -32768 : -limit;
  const int32_t high = limit == 0 ? 32767 : limit;
  int32_t i = 0;
  for (; i + adder_lanes <= rows; i += adder_lanes) {
    const adder_lanes_s16 v = adder_sat16_lanes(adder_load_s32(sum + i));
    adder_store_s16(out + i, adder_clamp_s16(v, (int16_t)low, (int16_t)high));
  }
  for (; i < rows; ++i) {
    out[i] = (int16_t)adder_clamp(sum[i], low, high);
  }
}

static inline void adder_store_rows_s32(
    void *output, ptrdiff_t first, const int32_t *sum, int32_t rows, int32_t limit) {
  int32_t *out = (int32_t *)output + first;
  int32_t i = 0;
  (void)limit;
  for (; i + adder_lanes <= rows; i += adder_lanes) {
    adder_store_s32(out + i, adder_load_s32(sum + i));
  }
  for (; i < rows; ++i) {
    out[i] = sum[i];
  }
}

static inline void adder_store_rows_add(
    void *output, ptrdiff_t first, const int32_t *sum, int32_t rows, int32_t limit) {
  int32_t *out = (int32_t *)output + first;
  int32_t i = 0;
  (void)limit;
  for (; i + adder_lanes <= rows; i += adder_lanes) {
    adder_store_s32(out + i, adder_add_s32(adder_load_s32(out + i), adder_load_s32(sum + i)));
  }
  for (; i < rows; ++i) {
    out[i] += sum[i];
  }
}

#endif /* ADDER_ROWS_H */
