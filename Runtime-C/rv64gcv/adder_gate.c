/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_gate.c -- the skip connection D and the gate, for RVV. */
#include "adder_kernels.h"
#include "adder_sigmoid.h"

/*  The factors of the channels from `first`. */
typedef struct {
  const int32_t *multiplier;
  const uint8_t *shift;
} factors;

static factors factors_from(const adder_channel_scale *scale, ptrdiff_t first) {
  const factors f = {scale->multiplier + first, scale->shift + first};
  return f;
}

/*  t <- sat16(y_scale(y) + skip_scale(x)) */
static void skip_block(
    int16_t *sum, const int32_t *y, const int16_t *x, const adder_gate_params *p,
    ptrdiff_t first, ptrdiff_t lanes) {
  const factors fy = factors_from(&p->y, first);
  const factors fx = factors_from(&p->skip, first);
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle32.v v8, (%[y])\n"
      ADDER_REQUANTIZE("v8", "v24", "v30", "y_left", "y_multiplier", "y_shift")
      "vle16.v v0, (%[x])\n"
      "vsext.vf2 v16, v0\n"
      ADDER_REQUANTIZE("v16", "v24", "v30", "x_left", "x_multiplier", "x_shift")
      "vadd.vv v8, v8, v16\n"
      ADDER_WIDTH_16
      "vnclip.wi v0, v8, 0\n"
      "vse16.v v0, (%[sum])\n"
      :
      : [lanes] "r"(lanes), [sum] "r"(sum), [y] "r"(y), [x] "r"(x),
        [y_left] "r"((ptrdiff_t)p->y.left), [y_multiplier] "r"(fy.multiplier),
        [y_shift] "r"(fy.shift), [x_left] "r"((ptrdiff_t)p->skip.left),
        [x_multiplier] "r"(fx.multiplier), [x_shift] "r"(fx.shift)
      : ADDER_VECTOR_STATE);
}

/*  output <- sat16(output_scale(t * silu(z))) */
static void gate_block(
    int16_t *output, const int16_t *sum, const int16_t *z, const adder_gate_params *p,
    ptrdiff_t first, ptrdiff_t lanes) {
  const factors f = factors_from(&p->output, first);
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v4, (%[z])\n"
      ADDER_SILU
      "vle16.v v0, (%[sum])\n"
      "vwmul.vv v8, v0, v4\n"
      ADDER_WIDTH_32
      ADDER_REQUANTIZE("v8", "v24", "v30", "left", "multiplier", "shift")
      ADDER_WIDTH_16
      "vnclip.wi v0, v8, 0\n"
      "vse16.v v0, (%[output])\n"
      :
      : [lanes] "r"(lanes), [output] "r"(output), [sum] "r"(sum), [z] "r"(z),
        [left] "r"((ptrdiff_t)p->output.left), [multiplier] "r"(f.multiplier),
        [shift] "r"(f.shift), ADDER_SILU_OPERANDS(p->fraction_bits)
      : ADDER_VECTOR_STATE);
}

void adder_gate(
    int16_t *output, const int32_t *restrict y, const int16_t *x, const int16_t *z,
    const adder_gate_params *p, int32_t positions) {
  enum { block_channels = 256 };
  int16_t sum[block_channels];
  for (ptrdiff_t t = 0; t < positions; ++t) {
    for (ptrdiff_t first = 0, lanes; first < p->channels; first += lanes) {
      const ptrdiff_t left = p->channels - first;
      const ptrdiff_t row = t * p->channels + first;
      lanes = adder_lanes(left < block_channels ? left : block_channels);
      skip_block(sum, y + row, x + row, p, first, lanes);
      gate_block(output + row, sum, z + row, p, first, lanes);
    }
  }
}
