/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_symbol.h -- what the files of the tokenizer share: symbols of UTF-8, their classes, words.
 *
 *  A symbol is a code point, or ADDER_INVALID | byte for a byte that is no part of well-formed
 *  UTF-8 (Unicode 3.9, table 3-7).
 */
#ifndef ADDER_SYMBOL_H
#define ADDER_SYMBOL_H

#include "adder_tokenizer.h"
#include "adder_unicode.h"

#define ADDER_INVALID ((uint32_t)0x110000)

typedef struct {
  const uint8_t *bytes;
  size_t count;
} adder_text;

/*  Bytes of the sequence that a byte leads; 0 where it leads none. */
static inline uint32_t adder_sequence_length(uint8_t lead) {
  if (lead < 0x80) { return 1; }
  if (lead < 0xc2) { return 0; }
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
}

/*  1 if `next` may be byte `index` of a sequence that `lead` leads. */
static inline int adder_continues(uint8_t lead, uint8_t next, uint32_t index) {
  uint8_t low = 0x80;
  uint8_t high = 0xbf;
  if (index == 1) {
    if (lead == 0xe0) { low = 0xa0; }
    if (lead == 0xed) { high = 0x9f; }
    if (lead == 0xf0) { low = 0x90; }
    if (lead == 0xf4) { high = 0x8f; }
  }
  return low <= next && next <= high;
}

/*  The symbol at `bytes`, of which there are `count`, at least 1; its size in `*size`. */
uint32_t adder_symbol(const uint8_t *bytes, size_t count, size_t *size);

/*  The symbol that ends before `end`, which is after `start`. */
uint32_t adder_symbol_before(const uint8_t *start, const uint8_t *end, size_t *size);

/*  Bits of ADDER_UNICODE_...; 0 for a byte that is no UTF-8. */
uint32_t adder_symbol_class(uint32_t symbol);

/*  The value at `code` of a table of runs in adder_unicode. */
uint32_t adder_run_value(const uint32_t *runs, size_t count, uint32_t code);

/*  End of the word at `start`, which is inside the text. */
size_t adder_word_end(adder_text text, size_t start);

/*  1 if the text may not be in form C. */
int adder_may_compose(adder_text text);

/*  Writes the text in form C to `work`, at most `words` of it; returns its bytes, or SIZE_MAX where
 *  there is no room.
 */
size_t adder_compose(adder_text text, uint32_t *work, size_t words);

/*  Merges the tokens of a word and writes their ids; see adder_tokenizer_encode. */
adder_tokenizer_status adder_merge_word(
    const adder_tokenizer *t, adder_text word, int32_t *ids, size_t room, size_t *count,
    uint32_t *work, size_t words);

/*  A number of three bytes. */
static inline uint32_t adder_read24(const uint8_t *table, size_t index) {
  const uint8_t *p = table + 3 * index;
  return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

#endif
