/* SPDX-License-Identifier: MIT */
<<<<<<< HEAD
/*  adder_packing.h -- weights for vpdpbusd: a vector holds 16 rows of 4 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. vpdpbusd multiplies signed bytes with
 *  unsigned ones: inputs are offset where weights have 8 bits, weights where they have 4.
=======
/*  adder_packing.h -- weights for AVX512-VNNI: a register holds 16 rows x 4 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. vpdpbusd wants inputs without a sign, so
 *  they are taken with an offset. Weights of 4 bits have columns 0...3 in the low half of their
 *  bytes and 4...7 in the high half.
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_S8_ROWS 16
#define ADDER_S8_COLUMNS 4
#define ADDER_S8_OFFSET 128

#define ADDER_S16_ROWS 16
#define ADDER_S16_COLUMNS 2

#define ADDER_W4_ROWS 16
#define ADDER_W4_COLUMNS 8
#define ADDER_W4_OFFSET 8

#endif /* ADDER_PACKING_H */
