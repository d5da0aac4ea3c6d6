/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_narrow.h -- one factor for all lanes and a saturating store, for adder_quantize and
 *  adder_rotate.
 */
#ifndef ADDER_NARROW_H
#define ADDER_NARROW_H

#include "adder_kernels.h"
#include "adder_vectors.h"

/*  Loads of input into v8...v15, 32 bits; both leave an element width of 32. */
#define ADDER_LOAD_S16                          \
  "vsetvli zero, %[lanes], e32, m8, ta, ma\n"   \
  "vle16.v v0, (%[input])\n"                    \
  "vsext.vf2 v8, v0\n"
#define ADDER_LOAD_S32                          \
  "vsetvli zero, %[lanes], e32, m8, ta, ma\n"   \
  "vle32.v v8, (%[input])\n"

/*  output <- sat(v8...v15); int16 saturation before that of int8 changes nothing. */
#define ADDER_NARROW_S16     \
  ADDER_WIDTH_16             \
  "vnclip.wi v0, v8, 0\n"    \
  "vse16.v v0, (%[output])\n"
#define ADDER_NARROW_S8      \
  ADDER_WIDTH_16             \
  "vnclip.wi v0, v8, 0\n"    \
  ADDER_WIDTH_8              \
  "vnclip.wi v8, v0, 0\n"    \
  "vse8.v v8, (%[output])\n"

/*  One block: load, requantize, narrow. */
#define ADDER_NARROW_BLOCK(load, narrow, output_pointer, input_pointer, scale, lane_count) \
  __asm__ volatile(                                                                        \
      load ADDER_ROUND_HALF_UP                                                             \
      "vsll.vx v8, v8, %[left]\n"                                                          \
      "vsmul.vx v8, v8, %[multiplier]\n"                                                   \
      "vssra.vx v8, v8, %[shift]\n"                                                        \
      narrow                                                                               \
      :                                                                                    \
      : [output] "r"(output_pointer), [input] "r"(input_pointer), [lanes] "r"(lane_count), \
        [left] "r"((ptrdiff_t)(scale)->left),                                              \
        [multiplier] "r"((ptrdiff_t)(scale)->multiplier),                                  \
        [shift] "r"((ptrdiff_t)(scale)->shift)                                             \
      : ADDER_VECTOR_STATE)

/*  output[i] = sat8(scale(input[i])), i = 0 ..< count */
static inline void adder_narrow_s32_s8(
    int8_t *output, const int32_t *input, const adder_tensor_scale *scale, ptrdiff_t count) {
  for (ptrdiff_t first = 0, lanes; first < count; first += lanes) {
    lanes = adder_lanes(count - first);
    ADDER_NARROW_BLOCK(
        ADDER_LOAD_S32, ADDER_NARROW_S8, output + first, input + first, scale, lanes);
  }
}

#endif /* ADDER_NARROW_H */
