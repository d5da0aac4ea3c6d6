/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_packing.h -- how weights lie in memory, for the portable kernels: row-major.
 *
 *  Each instruction set has such a file. The generator reads its numbers and packs accordingly;
 *  nothing is packed at run time.
 *
 *    - A matrix [rows, columns] is cut into tiles of ROWS x COLUMNS. First come the tiles of the
 *      first ROWS rows from left to right, then those of the next. A tile is row-major; what it
 *      has beyond the matrix is 0.
 *    - S8 is for the int8 inputs of adder_linear, and for adder_embed; S16 for int16 inputs. With
 *      ADDER_WEIGHT_OFFSET, which is 0 or 128, both have w as the byte w + 128.
 *    - With ADDER_S8_OFFSET, kernels take an int8 input x as x + 128: a bias is always given and
 *      includes -128 times the sum of its row, modulo 2^32.
 *    - W4 is for adder_linear4. A row of a tile takes COLUMNS / 2 bytes: byte k holds column k in
 *      its low four bits and column k + COLUMNS / 2 in its high four, in two's complement, or as
 *      w + 8 with ADDER_W4_OFFSET. COLUMNS divides 32, so no tile meets two groups. Scales of
 *      groups lie as [rows / ROWS, groups, ROWS].
 */
#ifndef ADDER_PACKING_H
#define ADDER_PACKING_H

#define ADDER_WEIGHT_OFFSET 0

#define ADDER_S8_ROWS 1
#define ADDER_S8_COLUMNS 1
#define ADDER_S8_OFFSET 0

#define ADDER_S16_ROWS 1
#define ADDER_S16_COLUMNS 1

#define ADDER_W4_ROWS 1
#define ADDER_W4_COLUMNS 2
#define ADDER_W4_OFFSET 0

#endif /* ADDER_PACKING_H */
