/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_discretize.c -- softplus of the time step, and the drive of the scan, for RVV. */
#include "adder_fixed.h"
#include "adder_kernels.h"
#include "adder_vectors.h"

/*  v8 <- softplus(v0), 32 bits of 16; changes v4 and v16...v31. See adder_softplus. */
#define SOFTPLUS                                           \
  ADDER_WIDTH_16                                           \
  "vrsub.vx v4, v0, zero\n"                                \
  "vmax.vv v4, v0, v4\n"               /* |u|, unsigned */ \
  "vminu.vx v4, v4, %[most]\n"         /* a */             \
  "vand.vx v24, v4, %[mask]\n"                             \
  "vsrl.vi v4, v4, 5\n"                                    \
  "vsll.vi v4, v4, 2\n"                /* byte offset */   \
  ADDER_WIDTH_32                                           \
  "vluxei16.v v8, (%[table]), v4\n"                        \
  "vluxei16.v v16, (%[next]), v4\n"                        \
  "vsub.vv v16, v16, v8\n"                                 \
  "vmv4r.v v4, v24\n"                                      \
  "vzext.vf2 v24, v4\n"                                    \
  "vmul.vv v16, v16, v24\n"                                \
  "vssra.vi v16, v16, 5\n"                                 \
  "vadd.vv v8, v8, v16\n"                                  \
  ADDER_WIDTH_16                                           \
  "vmax.vx v4, v0, zero\n"                                 \
  "vwmulu.vx v16, v4, %[one]\n"                            \
  ADDER_WIDTH_32                                           \
  "vadd.vv v8, v8, v16\n"

/*  dt <- clamp(scale(softplus(preactivation)), 0...32767) */
static void step_block(
    int16_t *dt, const int16_t *preactivation, const adder_channel_scale *scale, ptrdiff_t first,
    ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v0, (%[preactivation])\n"
      SOFTPLUS
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      "vmax.vx v8, v8, zero\n"
      ADDER_WIDTH_16
      "vnclip.wi v0, v8, 0\n"
      "vse16.v v0, (%[dt])\n"
      :
      : [lanes] "r"(lanes), [dt] "r"(dt), [preactivation] "r"(preactivation),
        [most] "r"((ptrdiff_t)16383), [mask] "r"((ptrdiff_t)31), [one] "r"((ptrdiff_t)32768),
        [table] "r"(adder_softplus_table), [next] "r"(adder_softplus_table + 1),
        [left] "r"((ptrdiff_t)scale->left), [multiplier] "r"(scale->multiplier + first),
        [shift] "r"(scale->shift + first)
      : ADDER_VECTOR_STATE);
}

/*  drive <- sat16(scale(dt * x)) */
static void drive_block(
    int16_t *drive, const int16_t *dt, const int16_t *x, const adder_channel_scale *scale,
    ptrdiff_t first, ptrdiff_t lanes) {
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v0, (%[dt])\n"
      "vle16.v v4, (%[x])\n"
      "vwmul.vv v8, v0, v4\n"
      ADDER_WIDTH_32
      ADDER_REQUANTIZE("v8", "v16", "v22", "left", "multiplier", "shift")
      ADDER_WIDTH_16
      "vnclip.wi v0, v8, 0\n"
      "vse16.v v0, (%[drive])\n"
      :
      : [lanes] "r"(lanes), [drive] "r"(drive), [dt] "r"(dt), [x] "r"(x),
        [left] "r"((ptrdiff_t)scale->left), [multiplier] "r"(scale->multiplier + first),
        [shift] "r"(scale->shift + first)
      : ADDER_VECTOR_STATE);
}

void adder_discretize(
    int16_t *restrict dt, int16_t *restrict drive, const int16_t *restrict preactivation,
    const int16_t *restrict x, const adder_discretize_params *p, int32_t positions) {
  for (ptrdiff_t t = 0; t < positions; ++t) {
    for (ptrdiff_t first = 0, lanes; first < p->channels; first += lanes) {
      const ptrdiff_t row = t * p->channels + first;
      lanes = adder_lanes(p->channels - first);
      step_block(dt + row, preactivation + row, &p->time_step, first, lanes);
      drive_block(drive + row, dt + row, x + row, &p->drive, first, lanes);
    }
  }
}
