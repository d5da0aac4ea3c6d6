/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- weights for pmaddubsw: a pair of vectors holds 16 rows of 4 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. pmaddubsw multiplies signed bytes with
 *  unsigned ones: weights of 4 bits are offset; those of 8 bits take the signs of the inputs.
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 0

#define ADDER_S8_ROWS 16
#define ADDER_S8_COLUMNS 4
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 16
#define ADDER_S16_COLUMNS 2

#define ADDER_W4_ROWS 16
#define ADDER_W4_COLUMNS 8
#define ADDER_W4_OFFSET 8

#endif /* ADDER_PACKING_H */
