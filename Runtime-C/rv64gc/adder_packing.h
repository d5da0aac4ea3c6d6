/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- how weights lie in memory, for 64-bit RISC-V without vectors: one 64-bit load
 *  gives a column of 8 rows, as bytes that need no sign. See portable/adder_packing.h for what the
 *  numbers mean.
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 128

#define ADDER_S8_ROWS 8
#define ADDER_S8_COLUMNS 1
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 8
#define ADDER_S16_COLUMNS 1

#define ADDER_W4_ROWS 8
#define ADDER_W4_COLUMNS 2
#define ADDER_W4_OFFSET 8

#endif /* ADDER_PACKING_H */
