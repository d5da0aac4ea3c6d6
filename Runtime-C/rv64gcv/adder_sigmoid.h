/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_sigmoid.h -- SiLU in the lanes of RVV, for adder_convolve and adder_gate. */
#ifndef ADDER_SIGMOID_H
#define ADDER_SIGMOID_H

#include "adder_fixed.h"
#include "adder_vectors.h"

/*  v4 <- silu(v4), 16 bits; changes v0 and v8...v31. See adder_sigmoid.
 *
 *  |u| << left would leave 16 bits where |u| is above `high`: such lanes take 65535, the end of
 *  the table. Both table entries are gathered, `table_next` being one entry later.
 */
#define ADDER_SILU                                             \
  "vrsub.vx v8, v4, zero\n"                                    \
  "vmax.vv v8, v4, v8\n"              /* |u|, unsigned */      \
  "vmsgtu.vx v0, v8, %[silu_high]\n"                           \
  "vsll.vx v8, v8, %[silu_left]\n"                             \
  "vmerge.vim v8, v8, -1, v0\n"       /* a */                  \
  "vand.vx v12, v8, %[silu_mask]\n"                            \
  "vsrl.vi v8, v8, 7\n"                                        \
  "vadd.vv v8, v8, v8\n"              /* byte offset */        \
  "vluxei16.v v16, (%[silu_table]), v8\n"                      \
  "vluxei16.v v20, (%[silu_next]), v8\n"                       \
  "vsub.vv v20, v20, v16\n"                                    \
  "vmul.vv v20, v20, v12\n"           /* at most 256 * 127 */  \
  "vssra.vi v20, v20, 7\n"                                     \
  "vadd.vv v16, v16, v20\n"           /* v */                  \
  "vmslt.vx v0, v4, zero\n"                                    \
  "vrsub.vx v16, v16, %[silu_one], v0.t\n"                     \
  "vsmul.vv v4, v4, v16\n"

/*  The operands of ADDER_SILU. */
#define ADDER_SILU_OPERANDS(fraction_bits)                                      \
  [silu_left] "r"((ptrdiff_t)12 - (fraction_bits)),                             \
      [silu_high] "r"((ptrdiff_t)65535 >> (12 - (fraction_bits))),              \
      [silu_mask] "r"((ptrdiff_t)127), [silu_one] "r"((ptrdiff_t)32768),        \
      [silu_table] "r"(adder_sigmoid_table), [silu_next] "r"(adder_sigmoid_table + 1)

#endif /* ADDER_SIGMOID_H */
