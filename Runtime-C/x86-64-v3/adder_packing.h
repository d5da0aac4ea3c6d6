/* SPDX-License-Identifier: MIT */
<<<<<<< HEAD
/*  adder_packing.h -- weights for pmaddubsw: a pair of vectors holds 16 rows of 4 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. pmaddubsw multiplies signed bytes with
 *  unsigned ones: weights of 4 bits are offset; those of 8 bits take the signs of the inputs.
=======
/*  adder_packing.h -- weights for AVX2: a register holds 8 rows x 4 columns, or with int16 inputs
 *  8 rows x 2 columns once widened.
 *
 *  portable/adder_packing.h says what the numbers mean. Weights of 4 bits have columns 0...3 in
 *  the low half of their bytes and 4...7 in the high half.
>>>>>>> f83aab7595c20bb3b9df7ea1e75f75e26f7f964f
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_S8_ROWS 16
#define ADDER_S8_COLUMNS 4
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 16
#define ADDER_S16_COLUMNS 2

#define ADDER_W4_ROWS 16
#define ADDER_W4_COLUMNS 8
#define ADDER_W4_OFFSET 8

#endif /* ADDER_PACKING_H */
