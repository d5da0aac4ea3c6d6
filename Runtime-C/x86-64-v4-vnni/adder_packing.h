/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- weights for vpdpbusd: a vector holds 16 rows of 4 columns.
 *
 *  portable/adder_packing.h says what the numbers mean. vpdpbusd multiplies signed bytes with
 *  unsigned ones: inputs are offset where weights have 8 bits, weights where they have 4.
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 0

#define ADDER_S8_ROWS 16
#define ADDER_S8_COLUMNS 4
#define ADDER_S8_OFFSET 128

#define ADDER_S16_ROWS 16
#define ADDER_S16_COLUMNS 2

#define ADDER_W4_ROWS 16
#define ADDER_W4_COLUMNS 8
#define ADDER_W4_OFFSET 8

#endif /* ADDER_PACKING_H */
