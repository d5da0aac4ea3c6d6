/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_scan_heads.c -- the selective scan with one decay for each head, for RVV: a lane for each
 *  channel of a head.
 *
 *  All states of a block of channels are in one loop, with drive and y in registers; decay, b and
 *  c are scalars.
 */
#include "adder_kernels.h"
#include "adder_vectors.h"

/*  One position of the channels of a block; pointers are to its first channel and to its head's. */
static void scan_block(
    int32_t *y, int16_t *state, ptrdiff_t decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, ptrdiff_t lanes) {
  const int16_t *end = b + p->states;
  const ptrdiff_t stride = (ptrdiff_t)sizeof *state * p->heads * p->head_channels;
  const ptrdiff_t shift = p->shift;
  const int16_t *block_end;
  ptrdiff_t scalar;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e16, m4, ta, ma\n" ADDER_ROUND_HALF_UP
      "vle16.v v0, (%[drive])\n"
      ADDER_WIDTH_32
      "vmv.v.i v8, 0\n"
      "1:\n"                         /* a block of states */
      "vmv.v.i v16, 0\n"
      "addi %[block_end], %[b], %[block_bytes]\n"
      "bleu %[block_end], %[end], 2f\n"
      "mv %[block_end], %[end]\n"
      "2:\n"
      ADDER_WIDTH_16
      "3:\n"                         /* a state */
      "lh %[scalar], 0(%[b])\n"
      "vle16.v v4, (%[state])\n"
      "addi %[b], %[b], 2\n"
      "vsmul.vx v24, v0, %[scalar]\n"
      "lh %[scalar], 0(%[c])\n"
      "vsmul.vx v4, v4, %[decay]\n"
      "addi %[c], %[c], 2\n"
      "vssub.vv v4, v24, v4\n"
      "vse16.v v4, (%[state])\n"
      "vwmacc.vx v16, %[scalar], v4\n"
      "add %[state], %[state], %[stride]\n"
      "bne %[b], %[block_end], 3b\n"
      ADDER_WIDTH_32
      "vssra.vx v16, v16, %[shift]\n"
      "vadd.vv v8, v8, v16\n"
      "bne %[b], %[end], 1b\n"
      "vse32.v v8, (%[y])\n"
      : [scalar] "=&r"(scalar), [block_end] "=&r"(block_end), [state] "+r"(state), [b] "+r"(b),
        [c] "+r"(c)
      : [y] "r"(y), [decay] "r"(decay), [drive] "r"(drive), [end] "r"(end),
        [stride] "r"(stride), [shift] "r"(shift), [lanes] "r"(lanes),
        [block_bytes] "i"(2 * adder_scan_heads_block)
      : ADDER_VECTOR_STATE);
}

/*  All channels of a head, at all positions. */
static void scan_head(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  const ptrdiff_t channels = (ptrdiff_t)p->heads * p->head_channels;
  const ptrdiff_t columns = (ptrdiff_t)p->groups * p->states;
  for (ptrdiff_t first = 0, lanes; first < p->head_channels; first += lanes) {
    lanes = adder_lanes(p->head_channels - first);
    for (ptrdiff_t t = 0; t < positions; ++t) {
      const ptrdiff_t row = t * channels + first;
      scan_block(
          y + row, state + first, decay[t * p->heads], drive + row, b + t * columns,
          c + t * columns, p, lanes);
    }
  }
}

void adder_scan_some_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t first, int32_t count,
    int32_t positions) {
  const int32_t group_heads = p->heads / p->groups;
  for (int32_t h = first; h < first + count; ++h) {
    const ptrdiff_t channel = (ptrdiff_t)h * p->head_channels;
    const ptrdiff_t column = (ptrdiff_t)(h / group_heads) * p->states;
    scan_head(
        y + channel, state + channel, decay + h, drive + channel, b + column, c + column, p,
        positions);
  }
}

void adder_scan_heads(
    int32_t *y, int16_t *state, const int16_t *decay, const int16_t *drive, const int16_t *b,
    const int16_t *c, const adder_scan_heads_params *p, int32_t positions) {
  adder_scan_some_heads(y, state, decay, drive, b, c, p, 0, p->heads, positions);
}
