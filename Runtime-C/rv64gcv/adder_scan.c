/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan.c -- the selective scan for RVV: a lane for each channel.
 *
 *  All states of a block of channels are in one loop, with dt, drive and y in registers; b and c
 *  are scalars.
 */
#include "adder_kernels.h"
#include "adder_vectors.h"

/*  v24 <- the negated decay of dt (v0) and the row at `a`; changes v16...v31. The names are those
 *  of adder_negated_decay.
 */
#define NEGATED_DECAY                                    \
  "vle16.v v24, (%[a])\n"                                \
  "vwmul.vv v16, v0, v24\n"            /* p */           \
  "vnsrl.wx v24, v16, %[whole]\n"                        \
  "vminu.vx v24, v24, %[most]\n"       /* k */           \
  "vnsrl.wx v28, v16, %[fraction]\n"                     \
  "vand.vx v28, v28, %[mask]\n"        /* f */           \
  "vsmul.vx v16, v28, %[c3]\n"                           \
  "vadd.vx v16, v16, %[c2]\n"          /* t2 */          \
  "vsmul.vv v16, v16, v28\n"                             \
  "vadd.vx v16, v16, %[c1]\n"          /* t1 */          \
  "vsmul.vv v16, v16, v28\n"           /* t */           \
  "vmax.vx v16, v16, %[one]\n"                           \
  "vadd.vx v16, v16, %[low]\n"         /* nd */          \
  "vssra.vv v24, v16, v24\n"

/*  One position of the channels of a block; pointers are to its first channel. */
static void scan_block(
    int32_t *y, int16_t *state, const int16_t *dt, const int16_t *drive, const int16_t *b,
    const int16_t *c, const int16_t *a, const adder_scan_params *p, ptrdiff_t lanes) {
  const int16_t *end = b + p->states;
  const ptrdiff_t stride = (ptrdiff_t)sizeof *a * p->stride;
  const ptrdiff_t whole = p->fraction_bits;
  const ptrdiff_t fraction = whole - 15;
  ptrdiff_t scalar;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n" ADDER_ROUND_HALF_UP
      "vmv.v.i v8, 0\n"
      ADDER_WIDTH_16
      "vle16.v v0, (%[dt])\n"
      "vle16.v v4, (%[drive])\n"
      "1:\n"
      NEGATED_DECAY
      "lh %[scalar], 0(%[b])\n"
      "vle16.v v16, (%[state])\n"
      "vsmul.vv v16, v16, v24\n"
      "vsmul.vx v20, v4, %[scalar]\n"
      "lh %[scalar], 0(%[c])\n"
      "vssub.vv v16, v20, v16\n"
      "vse16.v v16, (%[state])\n"
      "vwmacc.vx v8, %[scalar], v16\n"
      "add %[a], %[a], %[stride]\n"
      "add %[state], %[state], %[stride]\n"
      "addi %[b], %[b], 2\n"
      "addi %[c], %[c], 2\n"
      "bne %[b], %[end], 1b\n"
      "vse32.v v8, (%[y])\n"
      : [scalar] "=&r"(scalar), [a] "+r"(a), [state] "+r"(state), [b] "+r"(b), [c] "+r"(c)
      : [y] "r"(y), [dt] "r"(dt), [drive] "r"(drive), [end] "r"(end), [stride] "r"(stride),
        [lanes] "r"(lanes), [whole] "r"(whole), [fraction] "r"(fraction),
        [most] "r"((ptrdiff_t)15), [mask] "r"((ptrdiff_t)0x7fff), [c3] "r"((ptrdiff_t)1307),
        [c2] "r"((ptrdiff_t)-7587), [c1] "r"((ptrdiff_t)22666), [one] "r"((ptrdiff_t)1),
        [low] "r"((ptrdiff_t)-32768)
      : ADDER_VECTOR_STATE);
}

void adder_scan(
    int32_t *restrict y, int16_t *restrict state, const int16_t *restrict dt,
    const int16_t *restrict drive, const int16_t *restrict b, const int16_t *restrict c,
    const adder_scan_params *p, int32_t positions) {
  for (ptrdiff_t first = 0, lanes; first < p->channels; first += lanes) {
    lanes = adder_lanes(p->channels - first);
    for (ptrdiff_t t = 0; t < positions; ++t) {
      const ptrdiff_t row = t * p->stride + first;
      scan_block(
          y + row, state + first, dt + row, drive + row, b + t * p->states, c + t * p->states,
          p->a + first, p, lanes);
    }
  }
}
