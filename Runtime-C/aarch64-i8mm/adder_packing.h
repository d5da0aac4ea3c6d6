/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- weights for smmla and sdot: a vector holds 2 rows x 8 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. Weights of 4 bits have columns 0...7 in the
 *  low half of their bytes and 8...15 in the high half.
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 0

#define ADDER_S8_ROWS 16
#define ADDER_S8_COLUMNS 8
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 16
#define ADDER_S16_COLUMNS 1

#define ADDER_W4_ROWS 16
#define ADDER_W4_COLUMNS 16
#define ADDER_W4_OFFSET 0

#endif /* ADDER_PACKING_H */
