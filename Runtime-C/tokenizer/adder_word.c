/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_word.c -- cuts text into words as the expression of GPT-2 does:
 *
 *    's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 */
#include "adder_symbol.h"

enum { kinds = ADDER_UNICODE_LETTER | ADDER_UNICODE_NUMBER | ADDER_UNICODE_SPACE };

static uint32_t kind_at(adder_text text, size_t position, size_t *size) {
  const uint32_t symbol = adder_symbol(text.bytes + position, text.count - position, size);
  return adder_symbol_class(symbol) & kinds;
}

static size_t run_end(adder_text text, size_t end, uint32_t kind) {
  while (end < text.count) {
    size_t size;
    if (kind_at(text, end, &size) != kind) { break; }
    end += size;
  }
  return end;
}

/*  White space up to the last symbol before a word, and all of it at the end of the text. */
static size_t space_end(adder_text text, size_t start) {
  size_t end = start;
  size_t last = start;
  while (end < text.count) {
    size_t size;
    if (kind_at(text, end, &size) != ADDER_UNICODE_SPACE) { return last > start ? last : end; }
    last = end;
    end += size;
  }
  return end;
}

/*  Bytes of the contraction at a position, 0 for none. */
static size_t contraction(adder_text text, size_t position) {
  const size_t rest = text.count - position;
  const uint8_t *p = text.bytes + position;
  if (rest < 2 || p[0] != '\'') { return 0; }
  if (p[1] == 's' || p[1] == 't' || p[1] == 'm' || p[1] == 'd') { return 2; }
  if (rest < 3) { return 0; }
  if ((p[1] == 'r' || p[1] == 'v') && p[2] == 'e') { return 3; }
  return p[1] == 'l' && p[2] == 'l' ? 3 : 0;
}

size_t adder_word_end(adder_text text, size_t start) {
  const size_t letters = contraction(text, start);
  if (letters > 0) { return start + letters; }
  size_t size;
  const uint32_t kind = kind_at(text, start, &size);
  if (kind != ADDER_UNICODE_SPACE) { return run_end(text, start + size, kind); }
  const size_t next = start + size;
  if (text.bytes[start] == ' ' && next < text.count) {
    const uint32_t next_kind = kind_at(text, next, &size);
    if (next_kind != ADDER_UNICODE_SPACE) { return run_end(text, next + size, next_kind); }
  }
  return space_end(text, start);
}
