/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_vectors.h -- what the RVV 1.0 kernels share.
 *
 *  The kernels are inline assembly, because gcc before 13 has no intrinsics for RVV. No vector
 *  register outlives an asm statement, so a compiler needs to know nothing about them; one that
 *  uses them itself is told that they change. One binary serves every VLEN from 128.
 *
 *  All blocks have the same ratio of element width to register group (8 bits and 2 registers,
 *  16 and 4, 32 and 8), so the number of lanes stays as it is when the width changes.
 */
#ifndef ADDER_VECTORS_H
#define ADDER_VECTORS_H

#include <stddef.h>
#include <stdint.h>

/*  gcc 12 does not know the names of vector registers, and does not allocate them. */
#if defined(__clang__)
#define ADDER_VECTOR_STATE                                                                      \
  "v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", \
      "v15", "v16", "v17", "v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", \
      "v28", "v29", "v30", "v31", "vl", "vtype", "memory"
#else
#define ADDER_VECTOR_STATE "memory"
#endif

/*  Element widths; the lanes stay. */
#define ADDER_WIDTH_8 "vsetvli zero, zero, e8, m2, ta, ma\n"
#define ADDER_WIDTH_16 "vsetvli zero, zero, e16, m4, ta, ma\n"
#define ADDER_WIDTH_32 "vsetvli zero, zero, e32, m8, ta, ma\n"

/*  Rounding half up (rnu) for vsmul, vssra and vnclip. The mode belongs to no function: any call
 *  between two kernels may change it, so each block that rounds sets it.
 */
#define ADDER_ROUND_HALF_UP "csrwi vxrm, 0\n"

/*  x <- requantize(x, left, multiplier, shift) in 32 bits, with the factors of the lanes' channels.
 *
 *    x, factor         first of eight registers; factor is changed
 *    bytes             the last two registers of factor, where an instruction may widen in place
 *    left              operand name: the number
 *    multiplier, shift operand names: pointers to the factors of the first lane
 */
#define ADDER_REQUANTIZE(x, factor, bytes, left, multiplier, shift) \
  "vsll.vx " x ", " x ", %[" left "]\n"                             \
  "vle32.v " factor ", (%[" multiplier "])\n"                       \
  "vsmul.vv " x ", " x ", " factor "\n"                             \
  "vle8.v " bytes ", (%[" shift "])\n"                              \
  "vzext.vf4 " factor ", " bytes "\n"                               \
  "vssra.vv " x ", " x ", " factor "\n"

/*  How many of `count` elements, at least 1, one block takes: its lanes. */
static inline ptrdiff_t adder_lanes(ptrdiff_t count) {
  ptrdiff_t lanes;
  __asm__ volatile("vsetvli %0, %1, e32, m8, ta, ma" : "=r"(lanes) : "r"(count)
                   : ADDER_VECTOR_STATE);
  return lanes;
}

#endif /* ADDER_VECTORS_H */
