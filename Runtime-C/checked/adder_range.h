/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_range.h -- proved intervals, and what happens to a value that leaves its own.
 *
 *  Only for builds with -DADDER_CHECKED. The program defines adder_check_failed();
 *  adder_check_failed.h has one that prints and exits. Nothing fires unless the proof, the compiler
 *  or the memory is wrong.
 */
#ifndef ADDER_RANGE_H
#define ADDER_RANGE_H

#include "adder_fixed.h"

#include <stdint.h>

/*  A quantity of a step and the closed interval that was proved for it. */
typedef struct {
  const char *step;     /* number, kind and origin */
  const char *quantity; /* a buffer, or an inner value such as "accumulator" */
  int64_t low;
  int64_t high;
  int32_t elements; /* at one position */
} adder_range;

/*  Called with a value outside low...high. Where it returns, the model goes on.
 *
 *    element  index within the quantity, at one position
 */
void adder_check_failed(
    const char *step, const char *quantity, int64_t element, int64_t value, int64_t low,
    int64_t high);

/*  Values compared so far. */
static uint64_t adder_checks_made = 0;

static inline void adder_check(const adder_range *range, int64_t element, int64_t value) {
  adder_checks_made += 1;
  if (value < range->low || value > range->high) {
    adder_check_failed(range->step, range->quantity, element, value, range->low, range->high);
  }
}

/*  Every element of what a step has written. */
static inline void adder_check_s8(const adder_range *range, const int8_t *values, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_check(range, i % range->elements, values[i]);
  }
}

static inline void adder_check_s16(
    const adder_range *range, const int16_t *values, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_check(range, i % range->elements, values[i]);
  }
}

static inline void adder_check_s32(
    const adder_range *range, const int32_t *values, int32_t count) {
  for (int32_t i = 0; i < count; ++i) {
    adder_check(range, i % range->elements, values[i]);
  }
}

/*  x << left as int32, which it must fit. */
static inline int64_t adder_checked_shift(
    const adder_range *range, int64_t element, int64_t x, int32_t left) {
  const int64_t most = INT32_MAX / ((int64_t)1 << left);
  const int64_t fitting = x < -most ? -most : x > most ? most : x;
  adder_checks_made += 1;
  if (x != fitting) {
    adder_check_failed(range->step, "value before its left shift", element, x, -most, most);
  }
  return fitting * ((int64_t)1 << left);
}

/*  (x + 2^(s-1)) >> s in 64 bits, x for s = 0. */
static inline int64_t adder_checked_rshift(int64_t x, int32_t s) {
  return s == 0 ? x : adder_shift_right_64(x + ((int64_t)1 << (s - 1)), s);
}

/*  requantize(x) in 64 bits, within `range`. */
static inline int64_t adder_checked_requantize(
    const adder_range *range, int64_t element, int64_t x, int32_t left, int32_t multiplier,
    int32_t shift) {
  const int64_t shifted = adder_checked_shift(range, element, x, left);
  const int64_t scaled =
      adder_checked_rshift(adder_checked_rshift(shifted * multiplier, 31), shift);
  adder_check(range, element, scaled);
  return scaled;
}

static inline int64_t adder_checked_clamp(int64_t x, int64_t low, int64_t high) {
  return x < low ? low : x > high ? high : x;
}

#endif /* ADDER_RANGE_H */
