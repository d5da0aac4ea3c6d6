/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_seal.h -- what tells a file of weights, or a saved state, from any other bytes.
 *
 *  Both begin with a seal of 64 bytes, little-endian:
 *
 *     0  uint32       what it is, ADDER_WEIGHTS or ADDER_STATE
 *     4  uint32       version of the format, ADDER_SEAL_VERSION
 *     8  uint64       bytes of the whole, these included; a multiple of 4
 *    16  uint8 [32]   the model: SHA-256 of its graph file
 *    48  uint64 [2]   checksum of the whole but for these 16 bytes
 *
 *  The checksum is of the words w[0], ... w[n - 1], uint32, little-endian, modulo 2^64:
 *
 *    sums[0] = w[0] + ... + w[n - 1]
 *    sums[1] = n w[0] + (n - 1) w[1] + ... + w[n - 1]
 *
 *  Every change of one or two words, such as of any single byte or of up to five in a row, is
 *  found. One word that changes by d changes sums[0] by d, which is less than 2^32. Two words i < j
 *  that leave sums[0] as it is change by d and -d, and so sums[1] by (j - i) d: not 0, and less
 *  than 2^64 for fewer than 2^32 words, which are 16 GiB.
 *
 *  A checksum finds damage, not forgery: bytes that somebody sealed on purpose are accepted. Of
 *  a state the model checks the values too, see adder_saved.h.
 */
#ifndef ADDER_SEAL_H
#define ADDER_SEAL_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ADDER_SEAL_BYTES 64
#define ADDER_SEAL_VERSION 1
#define ADDER_WEIGHTS 0x57524441u /* "ADRW" */
#define ADDER_STATE 0x53524441u   /* "ADRS" */

/*  What a check finds. */
typedef enum {
  ADDER_OK = 0,
  /* the address is not a multiple of the alignment of the tables */
  ADDER_MISALIGNED = 1,
  /* fewer bytes than there must be */
  ADDER_TRUNCATED = 2,
  /* something else, or weights on a processor that is not little-endian */
  ADDER_FOREIGN = 3,
  /* written by another version of Adder, in another format */
  ADDER_OTHER_VERSION = 4,
  /* of another model, or weights laid out for another target or alignment */
  ADDER_OTHER_MODEL = 5,
  /* the checksum is wrong */
  ADDER_DAMAGED = 6,
  /* a sealed state with values that the model never has */
  ADDER_IMPOSSIBLE = 7
} adder_status;

/*  What a program expects. */
typedef struct {
  uint32_t kind;
  uint64_t length;
  uint8_t model[32];
  uint64_t sums[2]; /* of weights, which do not change; of a state not used */
} adder_seal;

/*  Seals a state: writes the first ADDER_SEAL_BYTES of seal->length bytes, the others are there. */
void adder_seal_state(const adder_seal *seal, uint8_t *bytes);

/*  Whether `count` bytes begin with the state that `seal` describes. */
adder_status adder_check_state(const adder_seal *seal, const uint8_t *bytes, size_t count);

/*  Whether `count` bytes begin with the weights that `seal` describes.
 *
 *    alignment  of `bytes`, a power of two
 */
adder_status adder_check_weights(
    const adder_seal *seal, const uint8_t *bytes, size_t count, size_t alignment);

#ifdef __cplusplus
}
#endif

#endif /* ADDER_SEAL_H */
