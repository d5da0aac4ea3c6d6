/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize16.c -- RMSNorm of groups of int16, and quantization, for RVV. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_narrow.h"

/*  1 / sqrt(sum of input[i]^2 + epsilon), squares in 32 bits, their sum in 64 */
static adder_reciprocal_root reciprocal_norm(
    const int16_t *input, const adder_normalize16_params *p) {
  uint64_t sum = p->epsilon;
  ptrdiff_t left = p->width;
  ptrdiff_t lanes;
  __asm__ volatile(
      "vsetivli zero, 1, e64, m1, ta, ma\n"
      "vmv.s.x v0, %[sum]\n"
      "1:\n"
      "vsetvli %[lanes], %[left], e16, m4, ta, ma\n"
      "vle16.v v4, (%[input])\n"
      "vwmul.vv v8, v4, v4\n"
      ADDER_WIDTH_32
      "vwredsumu.vs v0, v8, v0\n"
      "sub %[left], %[left], %[lanes]\n"
      "slli %[lanes], %[lanes], 1\n"
      "add %[input], %[input], %[lanes]\n"
      "bnez %[left], 1b\n"
      "vsetivli zero, 1, e64, m1, ta, ma\n"
      "vmv.x.s %[sum], v0\n"
      : [sum] "+r"(sum), [left] "+r"(left), [lanes] "=&r"(lanes), [input] "+r"(input)
      :
      : ADDER_VECTOR_STATE);
  return adder_reciprocal_square_root(sum);
}

/*  One block: scaled by the root and by the gain, narrowed. */
#define NORMALIZE_BLOCK(narrow, output_pointer, input_pointer, gain_pointer)              \
  __asm__ volatile(                                                                       \
      ADDER_LOAD_S16 ADDER_ROUND_HALF_UP                                                  \
      "vsll.vx v8, v8, %[left]\n"                                                         \
      "vsmul.vx v8, v8, %[mantissa]\n"                                                    \
      "vle32.v v16, (%[gain])\n"                                                          \
      "vsmul.vv v8, v8, v16\n"                                                            \
      "vssra.vx v8, v8, %[shift]\n"                                                       \
      narrow                                                                              \
      :                                                                                   \
      : [output] "r"(output_pointer), [input] "r"(input_pointer), [gain] "r"(gain_pointer), \
        [lanes] "r"(lanes), [left] "r"((ptrdiff_t)root.half_shift - 1),                   \
        [mantissa] "r"((ptrdiff_t)root.mantissa), [shift] "r"((ptrdiff_t)p->shift)        \
      : ADDER_VECTOR_STATE)

void adder_normalize_s16_s8(
    int8_t *restrict output, const int16_t *restrict input, const adder_normalize16_params *p,
    int32_t positions) {
  for (ptrdiff_t row = 0; row < (ptrdiff_t)positions * p->groups; ++row) {
    const int32_t *gain = p->gain + row % p->groups * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (ptrdiff_t first = 0, lanes; first < p->width; first += lanes) {
      lanes = adder_lanes(p->width - first);
      NORMALIZE_BLOCK(ADDER_NARROW_S8, output + first, input + first, gain + first);
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16_s16(
    int16_t *restrict output, const int16_t *restrict input, const adder_normalize16_params *p,
    int32_t positions) {
  for (ptrdiff_t row = 0; row < (ptrdiff_t)positions * p->groups; ++row) {
    const int32_t *gain = p->gain + row % p->groups * p->width;
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (ptrdiff_t first = 0, lanes; first < p->width; first += lanes) {
      lanes = adder_lanes(p->width - first);
      NORMALIZE_BLOCK(ADDER_NARROW_S16, output + first, input + first, gain + first);
    }
    output += p->width;
    input += p->width;
  }
}
