/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_requantize.h -- adder_requantize for registers of 64 bits: the last rounding without a
 *  branch.
 */
#ifndef ADDER_REQUANTIZE_H
#define ADDER_REQUANTIZE_H

#include "adder_fixed.h"
#include "adder_kernels.h"

/*  rshift(q31(x << left, multiplier), shift): twice the value, its floor, that plus 1 halved. */
static inline int64_t adder_requantize_64(
    int32_t x, int32_t left, int32_t multiplier, int32_t shift) {
  const int64_t product = adder_product_64(adder_shift_left(x, left), multiplier);
  const int64_t twice = 2 * adder_shift_right_64(product + ((int64_t)1 << 30), 31);
  return adder_shift_right_64(adder_shift_right_64(twice, shift) + 1, 1);
}

/*  The same with the factor of channel i. */
static inline int64_t adder_scaled(int32_t x, const adder_channel_scale *scale, int32_t i) {
  return adder_requantize_64(x, scale->left, scale->multiplier[i], scale->shift[i]);
}

/*  x clamped to low...high */
static inline int64_t adder_clamp_64(int64_t x, int64_t low, int64_t high) {
  return x < low ? low : x > high ? high : x;
}

#endif /* ADDER_REQUANTIZE_H */
