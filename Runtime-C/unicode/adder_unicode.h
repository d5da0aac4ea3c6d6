/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_unicode.h -- what the tokenizer knows of Unicode: classes, decompositions, compositions.
 *
 *  The tables are written by .ci/unicode-tables, which checks them over all code points against the
 *  `tokenizers` package.
 */
#ifndef ADDER_UNICODE_H
#define ADDER_UNICODE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  Bits of a class. */
enum {
  ADDER_UNICODE_LETTER = 1, /* \p{L} */
  ADDER_UNICODE_NUMBER = 2, /* \p{N} */
  ADDER_UNICODE_SPACE = 4,  /* \s */
  ADDER_UNICODE_WORD = 8,   /* \w */
  ADDER_UNICODE_NFC = 16,   /* form C may change or reorder it, or join it to what is before it */
};

/*  A character and the two that it is decomposed into; the second is 0 where it is one only. */
typedef struct {
  uint32_t code;
  uint32_t first;
  uint32_t second;
} adder_decomposition;

typedef struct {
  /*  code << 8 | class, by code: the class of this code and all up to the next entry. */
  const uint32_t *classes;
  size_t class_count;
  /*  code << 8 | canonical combining class, likewise. */
  const uint32_t *combining;
  size_t combining_count;
  /*  By code; without Hangul syllables, which are computed. */
  const adder_decomposition *decompositions;
  size_t decomposition_count;
  /*  Indices of decompositions that are also compositions, by first and second. */
  const uint16_t *compositions;
  size_t composition_count;
} adder_unicode_tables;

extern const adder_unicode_tables adder_unicode;

#ifdef __cplusplus
}
#endif

#endif
