/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_convolve.c -- causal depthwise convolution, SiLU, int8 copy, for RVV. */
#include "adder_kernels.h"
#include "adder_sigmoid.h"

/*  x <- sat16(preactivation(bias + sum of weight * window)) of a block of channels.
 *
 *  Pointers are to the first channel; the loop goes down the rows of the weights, with the rows of
 *  the state beside all but the last.
 */
static void sum_block(
    int16_t *x, const int8_t *state, const int8_t *input, const adder_convolve_params *p,
    ptrdiff_t first, ptrdiff_t lanes) {
  const int8_t *weight = p->weight + first;
  const int8_t *last = weight + (ptrdiff_t)(p->kernel - 1) * p->stride;
  const ptrdiff_t stride = p->stride;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[bias])\n"
      ADDER_WIDTH_16
      "beq %[weight], %[last], 2f\n"
      "1:\n"
      "vle8.v v0, (%[weight])\n"
      "vle8.v v2, (%[state])\n"
      "add %[weight], %[weight], %[stride]\n"
      "add %[state], %[state], %[stride]\n"
      "vsext.vf2 v16, v0\n"
      "vsext.vf2 v20, v2\n"
      "vwmacc.vv v8, v16, v20\n"
      "bne %[weight], %[last], 1b\n"
      "2:\n"
      "vle8.v v0, (%[weight])\n"
      "vle8.v v2, (%[input])\n"
      "vsext.vf2 v16, v0\n"
      "vsext.vf2 v20, v2\n"
      "vwmacc.vv v8, v16, v20\n"
      ADDER_WIDTH_32
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      ADDER_WIDTH_16
      "vnclip.wi v4, v8, 0\n"
      "vse16.v v4, (%[x])\n"
      : [weight] "+r"(weight), [state] "+r"(state)
      : [lanes] "r"(lanes), [x] "r"(x), [input] "r"(input), [bias] "r"(p->bias + first),
        [last] "r"(last), [stride] "r"(stride), [left] "r"((ptrdiff_t)p->preactivation.left),
        [multiplier] "r"(p->preactivation.multiplier + first),
        [shift] "r"(p->preactivation.shift + first)
      : ADDER_VECTOR_STATE);
}

/*  x <- silu(x) */
static void activate_block(int16_t *x, const adder_convolve_params *p, ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v4, (%[x])\n"
      ADDER_SILU
      "vse16.v v4, (%[x])\n"
      :
      : [lanes] "r"(lanes), [x] "r"(x), ADDER_SILU_OPERANDS(p->fraction_bits)
      : ADDER_VECTOR_STATE);
}

/*  x_quantized <- sat8(quantization(x)) */
static void copy_block(
    int8_t *x_quantized, const int16_t *x, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v4, (%[x])\n"
      "vsext.vf2 v8, v4\n"
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      ADDER_WIDTH_16
      "vnclip.wi v4, v8, 0\n"
      ADDER_WIDTH_8
      "vnclip.wi v0, v4, 0\n"
      "vse8.v v0, (%[x_quantized])\n"
      :
      : [lanes] "r"(lanes), [x] "r"(x), [x_quantized] "r"(x_quantized),
        [left] "r"((ptrdiff_t)scale->left), [multiplier] "r"(scale->multiplier + first),
        [shift] "r"(scale->shift + first)
      : ADDER_VECTOR_STATE);
}

/*  Drops the oldest row of the state's block and appends the input. */
static void move_block(
    int8_t *state, const int8_t *input, const adder_convolve_params *p, ptrdiff_t lanes) {
  const ptrdiff_t stride = p->stride;
  ptrdiff_t kept = p->kernel - 2;
  int8_t *next = state + stride;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e8, m2, ta, ma\n"
      "beqz %[kept], 2f\n"
      "1:\n"
      "vle8.v v0, (%[next])\n"
      "vse8.v v0, (%[state])\n"
      "add %[next], %[next], %[stride]\n"
      "add %[state], %[state], %[stride]\n"
      "addi %[kept], %[kept], -1\n"
      "bnez %[kept], 1b\n"
      "2:\n"
      "vle8.v v0, (%[input])\n"
      "vse8.v v0, (%[state])\n"
      : [next] "+r"(next), [state] "+r"(state), [kept] "+r"(kept)
      : [lanes] "r"(lanes), [input] "r"(input), [stride] "r"(stride)
      : ADDER_VECTOR_STATE);
}

void adder_convolve(
    int16_t *restrict x, int8_t *restrict x_quantized, int8_t *restrict state,
    const int8_t *restrict input, const adder_convolve_params *p, int32_t positions) {
  for (ptrdiff_t first = 0, lanes; first < p->channels; first += lanes) {
    lanes = adder_lanes(p->channels - first);
    for (ptrdiff_t t = 0; t < positions; ++t) {
      const ptrdiff_t row = t * p->stride + first;
      int8_t *oldest = p->kernel > 1 ? state + first : state;
      sum_block(x + row, oldest, input + row, p, first, lanes);
      activate_block(x + row, p, lanes);
      if (x_quantized != NULL) {
        copy_block(x_quantized + row, x + row, &p->quantization, first, lanes);
      }
      if (p->kernel > 1) {
        move_block(oldest, input + row, p, lanes);
      }
    }
  }
}
