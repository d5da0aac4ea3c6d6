/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_normalize.c -- RMSNorm and quantization, for RVV. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_narrow.h"

/*  1 / sqrt(sum of rshift(input[i], pre_shift)^2 + epsilon), squares and their sum in 64 bits */
static adder_reciprocal_root reciprocal_norm(
    const int32_t *input, const adder_normalize_params *p) {
  uint64_t sum = p->epsilon;
  ptrdiff_t left = p->width;
  ptrdiff_t lanes;
  __asm__ volatile(
      ADDER_ROUND_HALF_UP
      "vsetivli zero, 1, e64, m1, ta, ma\n"
      "vmv.s.x v0, %[sum]\n"
      "1:\n"
      "vsetvli %[lanes], %[left], e32, m4, ta, ma\n"
      "vle32.v v4, (%[input])\n"
      "vssra.vx v4, v4, %[pre_shift]\n"
      "vwmul.vv v8, v4, v4\n"
      "vsetvli zero, zero, e64, m8, ta, ma\n"
      "vredsum.vs v0, v8, v0\n"
      "sub %[left], %[left], %[lanes]\n"
      "slli %[lanes], %[lanes], 2\n"
      "add %[input], %[input], %[lanes]\n"
      "bnez %[left], 1b\n"
      "vmv.x.s %[sum], v0\n"
      : [sum] "+r"(sum), [left] "+r"(left), [lanes] "=&r"(lanes), [input] "+r"(input)
      : [pre_shift] "r"((ptrdiff_t)p->pre_shift)
      : ADDER_VECTOR_STATE);
  return adder_reciprocal_square_root(sum);
}

/*  One block: scaled by the root and by the gain, narrowed. */
#define NORMALIZE_BLOCK(narrow, output_pointer, input_pointer, gain_pointer)              \
  __asm__ volatile(                                                                       \
      ADDER_LOAD_S32 ADDER_ROUND_HALF_UP                                                  \
      "vssra.vx v8, v8, %[pre_shift]\n"                                                   \
      "vsll.vx v8, v8, %[left]\n"                                                         \
      "vsmul.vx v8, v8, %[mantissa]\n"                                                    \
      "vle32.v v16, (%[gain])\n"                                                          \
      "vsmul.vv v8, v8, v16\n"                                                            \
      "vssra.vx v8, v8, %[shift]\n"                                                       \
      narrow                                                                              \
      :                                                                                   \
      : [output] "r"(output_pointer), [input] "r"(input_pointer), [gain] "r"(gain_pointer), \
        [lanes] "r"(lanes), [pre_shift] "r"((ptrdiff_t)p->pre_shift),                     \
        [left] "r"((ptrdiff_t)root.half_shift - 1), [mantissa] "r"((ptrdiff_t)root.mantissa), \
        [shift] "r"((ptrdiff_t)p->shift)                                                  \
      : ADDER_VECTOR_STATE)

void adder_normalize_s8(
    int8_t *restrict output, const int32_t *restrict input, const adder_normalize_params *p,
    int32_t positions) {
  for (ptrdiff_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (ptrdiff_t first = 0, lanes; first < p->width; first += lanes) {
      lanes = adder_lanes(p->width - first);
      NORMALIZE_BLOCK(ADDER_NARROW_S8, output + first, input + first, p->gain + first);
    }
    output += p->width;
    input += p->width;
  }
}

void adder_normalize_s16(
    int16_t *restrict output, const int32_t *restrict input, const adder_normalize_params *p,
    int32_t positions) {
  for (ptrdiff_t t = 0; t < positions; ++t) {
    const adder_reciprocal_root root = reciprocal_norm(input, p);
    for (ptrdiff_t first = 0, lanes; first < p->width; first += lanes) {
      lanes = adder_lanes(p->width - first);
      NORMALIZE_BLOCK(ADDER_NARROW_S16, output + first, input + first, p->gain + first);
    }
    output += p->width;
    input += p->width;
  }
}
