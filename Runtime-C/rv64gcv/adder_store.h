/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_store.h -- the ends of adder_linear and adder_linear4: sums are scaled and stored. */
#ifndef ADDER_STORE_H
#define ADDER_STORE_H

#include "adder_kernels.h"
#include "adder_vectors.h"

/*  The scale as operands of ADDER_REQUANTIZE for the rows from `first`. */
#define ADDER_SCALE_OPERANDS(scale, first)                                             \
  [left] "r"((ptrdiff_t)(scale)->left), [multiplier] "r"((scale)->multiplier + (first)), \
      [shift] "r"((scale)->shift + (first))

/*  output <- scale(sum) */
static inline void adder_store_s32(
    int32_t *output, const int32_t *sum, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[sum])\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vse32.v v8, (%[output])\n"
      :
      : [output] "r"(output), [sum] "r"(sum), [lanes] "r"(lanes),
        ADDER_SCALE_OPERANDS(scale, first)
      : ADDER_VECTOR_STATE);
}

/*  output += scale(sum) */
static inline void adder_store_add(
    int32_t *output, const int32_t *sum, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[sum])\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vle32.v v16, (%[output])\n"
      "vadd.vv v8, v8, v16\n"
      "vse32.v v8, (%[output])\n"
      :
      : [output] "r"(output), [sum] "r"(sum), [lanes] "r"(lanes),
        ADDER_SCALE_OPERANDS(scale, first)
      : ADDER_VECTOR_STATE);
}

/*  output <- clamp(scale(sum), -limit...limit), a limit of 0 being the range of int16. */
static inline void adder_store_s16(
    int16_t *output, const int32_t *sum, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes, int32_t limit) {
  const ptrdiff_t low = limit == 0 ? -32768 : -limit;
  const ptrdiff_t high = limit == 0 ? 32767 : limit;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[sum])\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vmax.vx v8, v8, %[low]\n"
      "vmin.vx v8, v8, %[high]\n"
      ADDER_WIDTH_16
      "vnsrl.wi v16, v8, 0\n"
      "vse16.v v16, (%[output])\n"
      :
      : [output] "r"(output), [sum] "r"(sum), [lanes] "r"(lanes), [low] "r"(low),
        [high] "r"(high), ADDER_SCALE_OPERANDS(scale, first)
      : ADDER_VECTOR_STATE);
}

/*  The same for int8. */
static inline void adder_store_s8(
    int8_t *output, const int32_t *sum, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes, int32_t limit) {
  const ptrdiff_t low = limit == 0 ? -128 : -limit;
  const ptrdiff_t high = limit == 0 ? 127 : limit;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[sum])\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vmax.vx v8, v8, %[low]\n"
      "vmin.vx v8, v8, %[high]\n"
      ADDER_WIDTH_16
      "vnsrl.wi v16, v8, 0\n"
      ADDER_WIDTH_8
      "vnsrl.wi v8, v16, 0\n"
      "vse8.v v8, (%[output])\n"
      :
      : [output] "r"(output), [sum] "r"(sum), [lanes] "r"(lanes), [low] "r"(low),
        [high] "r"(high), ADDER_SCALE_OPERANDS(scale, first)
      : ADDER_VECTOR_STATE);
}

#endif /* ADDER_STORE_H */
