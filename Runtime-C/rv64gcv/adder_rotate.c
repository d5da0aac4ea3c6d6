/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_rotate.c -- the Hadamard transform before out_proj, and quantization, for RVV.
 *
 *  The small matrix comes first, from the input into `work`, and Sylvester's in place there: the
 *  two commute, and so neither needs scratch.
 */
#include "adder_narrow.h"

/*  output[s] = sum over r of row[r] * input[r * size + s], s in a block of lanes */
static void combine_block(
    int32_t *output, const int16_t *input, const int8_t *row, ptrdiff_t order, ptrdiff_t size,
    ptrdiff_t lanes) {
  const int8_t *end = row + order;
  ptrdiff_t sign;
  __asm__ volatile(
      "vsetvli zero, %[lanes], e32, m8, ta, ma\n"
      "vmv.v.i v8, 0\n"
      ADDER_WIDTH_16
      "1:\n"
      "lb %[sign], 0(%[row])\n"
      "vle16.v v0, (%[input])\n"
      "vwmacc.vx v8, %[sign], v0\n"
      "add %[input], %[input], %[stride]\n"
      "addi %[row], %[row], 1\n"
      "bne %[row], %[end], 1b\n"
      "vse32.v v8, (%[output])\n"
      : [sign] "=&r"(sign), [input] "+r"(input), [row] "+r"(row)
      : [output] "r"(output), [end] "r"(end), [stride] "r"(size * (ptrdiff_t)sizeof *input),
        [lanes] "r"(lanes)
      : ADDER_VECTOR_STATE);
}

/*  w[i], w[i + half] <- their sum and difference, i = 0 ..< half */
static void butterflies(int32_t *w, ptrdiff_t half) {
  int32_t *other = w + half;
  ptrdiff_t lanes;
  __asm__ volatile(
      "1:\n"
      "vsetvli %[lanes], %[half], e32, m8, ta, ma\n"
      "vle32.v v0, (%[w])\n"
      "vle32.v v8, (%[other])\n"
      "vadd.vv v16, v0, v8\n"
      "vsub.vv v24, v0, v8\n"
      "vse32.v v16, (%[w])\n"
      "vse32.v v24, (%[other])\n"
      "sub %[half], %[half], %[lanes]\n"
      "slli %[lanes], %[lanes], 2\n"
      "add %[w], %[w], %[lanes]\n"
      "add %[other], %[other], %[lanes]\n"
      "bnez %[half], 1b\n"
      : [lanes] "=&r"(lanes), [half] "+r"(half), [w] "+r"(w), [other] "+r"(other)
      :
      : ADDER_VECTOR_STATE);
}

/*  The stages half = 1, 2, 4 of whole eights: register k has element k of each. */
static void transform_eights(int32_t *w, ptrdiff_t eights) {
  ptrdiff_t lanes;
  __asm__ volatile(
      "1:\n"
      "vsetvli %[lanes], %[eights], e32, m1, ta, ma\n"
      "vlseg8e32.v v0, (%[w])\n"
      "vadd.vv v8, v0, v1\n"
      "vsub.vv v9, v0, v1\n"
      "vadd.vv v10, v2, v3\n"
      "vsub.vv v11, v2, v3\n"
      "vadd.vv v12, v4, v5\n"
      "vsub.vv v13, v4, v5\n"
      "vadd.vv v14, v6, v7\n"
      "vsub.vv v15, v6, v7\n"
      "vadd.vv v16, v8, v10\n"
      "vadd.vv v17, v9, v11\n"
      "vsub.vv v18, v8, v10\n"
      "vsub.vv v19, v9, v11\n"
      "vadd.vv v20, v12, v14\n"
      "vadd.vv v21, v13, v15\n"
      "vsub.vv v22, v12, v14\n"
      "vsub.vv v23, v13, v15\n"
      "vadd.vv v0, v16, v20\n"
      "vadd.vv v1, v17, v21\n"
      "vadd.vv v2, v18, v22\n"
      "vadd.vv v3, v19, v23\n"
      "vsub.vv v4, v16, v20\n"
      "vsub.vv v5, v17, v21\n"
      "vsub.vv v6, v18, v22\n"
      "vsub.vv v7, v19, v23\n"
      "vsseg8e32.v v0, (%[w])\n"
      "sub %[eights], %[eights], %[lanes]\n"
      "slli %[lanes], %[lanes], 5\n"
      "add %[w], %[w], %[lanes]\n"
      "bnez %[eights], 1b\n"
      : [lanes] "=&r"(lanes), [eights] "+r"(eights), [w] "+r"(w)
      :
      : ADDER_VECTOR_STATE);
}

/*  w <- Sylvester w, size elements, a power of two */
static void sylvester(int32_t *w, ptrdiff_t size) {
  ptrdiff_t half = 1;
  if (size >= 8) {
    transform_eights(w, size / 8);
    half = 8;
  }
  for (; half < size; half *= 2) {
    for (ptrdiff_t start = 0; start < size; start += 2 * half) {
      butterflies(w + start, half);
    }
  }
}

/*  One group of channels: work <- H input */
static void transform(int32_t *work, const int16_t *input, const adder_rotate_params *p) {
  const ptrdiff_t size = (ptrdiff_t)1 << p->doublings;
  for (ptrdiff_t r = 0; r < p->order; ++r) {
    int32_t *row = work + r * size;
    for (ptrdiff_t first = 0, lanes; first < size; first += lanes) {
      lanes = adder_lanes(size - first);
      combine_block(row + first, input + first, p->matrix + r * p->order, p->order, size, lanes);
    }
    sylvester(row, size);
  }
}

void adder_rotate(
    int8_t *restrict output, const int16_t *restrict input, int32_t *restrict work,
    const adder_rotate_params *p, int32_t positions) {
  const ptrdiff_t group = (ptrdiff_t)p->order << p->doublings;
  for (ptrdiff_t t = 0; t < positions; ++t) {
    for (ptrdiff_t first = 0; first < p->channels; first += group) {
      transform(work + first, input + first, p);
    }
    adder_narrow_s32_s8(output, work, &p->scale, p->channels);
    output += p->channels;
    input += p->channels;
  }
}
