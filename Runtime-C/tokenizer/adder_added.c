/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_added.c -- finds added tokens in text. */
#include "adder_added.h"

#include <string.h>

/*  The token that begins at the position of the search, or NULL. */
static const adder_added_token *match(const adder_added_search *s) {
  const adder_tokenizer *t = s->tokenizer;
  const uint8_t *here = s->text.bytes + s->position;
  const size_t rest = s->text.count - s->position;
  if ((t->added_starts[32 * s->level + (here[0] >> 3)] >> (here[0] & 7) & 1) == 0) { return NULL; }
  for (uint32_t i = 0; i < t->added_count; ++i) {
    const adder_added_token *token = &t->added[i];
    if ((token->flags & ADDER_ADDED_NORMALIZED) != s->level * ADDER_ADDED_NORMALIZED) { continue; }
    const uint8_t *bytes = t->added_bytes + token->offset;
    if (bytes[0] == here[0] && token->length <= rest && memcmp(bytes, here, token->length) == 0) {
      return token;
    }
  }
  return NULL;
}

static int is_word(uint32_t symbol) {
  return (adder_symbol_class(symbol) & ADDER_UNICODE_WORD) != 0;
}

static int is_space(uint32_t symbol) {
  return (adder_symbol_class(symbol) & ADDER_UNICODE_SPACE) != 0;
}

/*  1 if a word character is beside begin ..< end. */
static int is_in_word(adder_text text, size_t begin, size_t end) {
  size_t size;
  const uint8_t *bytes = text.bytes;
  return (begin > 0 && is_word(adder_symbol_before(bytes, bytes + begin, &size))) ||
         (end < text.count && is_word(adder_symbol(bytes + end, text.count - end, &size)));
}

/*  Not before `limit`, where the last piece ends; looking further would take quadratic time. */
static size_t space_start(adder_text text, size_t start, size_t limit) {
  size_t size;
  while (start > limit && is_space(adder_symbol_before(text.bytes, text.bytes + start, &size))) {
    start -= size;
  }
  return start < limit ? limit : start;
}

static size_t space_end(adder_text text, size_t end) {
  size_t size;
  while (end < text.count && is_space(adder_symbol(text.bytes + end, text.count - end, &size))) {
    end += size;
  }
  return end;
}

/*  Writes the text between the last piece and `end`, or what is found there. */
static void take(adder_added_search *s, adder_piece *piece, size_t end, uint32_t found) {
  piece->id = found;
  if (s->start < end) {
    piece->id = ADDER_TOKENIZER_NONE;
    piece->text.bytes = s->text.bytes + s->start;
    piece->text.count = end - s->start;
    s->found = found;
  }
}

int adder_next_piece(adder_added_search *s, adder_piece *piece) {
  if (s->found != ADDER_TOKENIZER_NONE) {
    piece->id = s->found;
    s->found = ADDER_TOKENIZER_NONE;
    return 1;
  }
  while (s->position < s->text.count) {
    const adder_added_token *token = match(s);
    if (token == NULL) {
      ++s->position;
      continue;
    }
    const size_t begin = s->position;
    const size_t end = begin + token->length;
    s->position = end;
    if ((token->flags & ADDER_ADDED_SINGLE_WORD) && is_in_word(s->text, begin, end)) { continue; }
    size_t first = begin;
    if ((token->flags & ADDER_ADDED_LEFT_STRIP) != 0) {
      first = space_start(s->text, begin, s->start);
    }
    /* What an earlier token has stripped up to s->start is white space. */
    const size_t later = end > s->start ? end : s->start;
    take(s, piece, first, token->id);
    s->start = token->flags & ADDER_ADDED_RIGHT_STRIP ? space_end(s->text, later) : end;
    return 1;
  }
  if (s->start >= s->text.count) { return 0; }
  take(s, piece, s->text.count, ADDER_TOKENIZER_NONE);
  s->start = s->text.count;
  return 1;
}
