/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- how weights lie in memory, for RVV: panels of 64 rows, column by column.
 *
 *  Lanes are rows. A column of a panel is 64 bytes, a cache line: two registers of 256 bits, one
 *  of 512; with registers of 128 bits a panel is done in two halves. See portable/adder_packing.h
 *  for what the numbers mean.
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 0

#define ADDER_S8_ROWS 64
#define ADDER_S8_COLUMNS 1
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 64
#define ADDER_S16_COLUMNS 1

#define ADDER_W4_ROWS 64
#define ADDER_W4_COLUMNS 2
#define ADDER_W4_OFFSET 0

#endif /* ADDER_PACKING_H */
