/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_encode.c -- text to ids: added tokens, normal form, added tokens in it, words, merges. */
#include "adder_added.h"

#include <string.h>

/*  What is being written, and the work memory that is still free. */
typedef struct {
  const adder_tokenizer *t;
  int32_t *ids;
  size_t room;
  size_t count;
  uint32_t *work;
  size_t words;
} encoding;

static adder_tokenizer_status write_id(encoding *e, uint32_t id) {
  if (e->count == e->room) { return ADDER_TOKENIZER_NO_ROOM_FOR_IDS; }
  e->ids[e->count++] = (int32_t)id;
  return ADDER_TOKENIZER_OK;
}

static adder_tokenizer_status encode_words(encoding *e, adder_text text) {
  size_t start = 0;
  while (start < text.count) {
    const size_t end =
        e->t->flags & ADDER_TOKENIZER_SPLIT ? adder_word_end(text, start) : text.count;
    const adder_text word = {text.bytes + start, end - start};
    const adder_tokenizer_status status =
        adder_merge_word(e->t, word, e->ids, e->room, &e->count, e->work, e->words);
    if (status != ADDER_TOKENIZER_OK) { return status; }
    start = end;
  }
  return ADDER_TOKENIZER_OK;
}

/*  Takes so many bytes from the work memory of `e`. 0 where there is no room. */
static int reserve(encoding *e, size_t bytes) {
  const size_t words = bytes / 4 + (bytes % 4 != 0);
  if (words > e->words) { return 0; }
  e->work += words;
  e->words -= words;
  return 1;
}

/*  Text between added tokens, with a space in front if the tokenizer wants one. */
static adder_tokenizer_status encode_text(encoding *e, adder_text text) {
  if (!(e->t->flags & ADDER_TOKENIZER_PREFIX_SPACE) || text.bytes[0] == ' ') {
    return encode_words(e, text);
  }
  encoding inner = *e;
  uint8_t *copy = (uint8_t *)e->work;
  if (!reserve(&inner, text.count + 1)) { return ADDER_TOKENIZER_NO_ROOM_TO_WORK; }
  copy[0] = ' ';
  memcpy(copy + 1, text.bytes, text.count);
  const adder_text prefixed = {copy, text.count + 1};
  const adder_tokenizer_status status = encode_words(&inner, prefixed);
  e->count = inner.count;
  return status;
}

static adder_tokenizer_status encode_normalized(encoding *e, adder_text text) {
  adder_added_search search = {e->t, text, 1, ADDER_TOKENIZER_NONE, 0, 0};
  adder_piece piece;
  while (adder_next_piece(&search, &piece) != 0) {
    const adder_tokenizer_status status =
        piece.id == ADDER_TOKENIZER_NONE ? encode_text(e, piece.text) : write_id(e, piece.id);
    if (status != ADDER_TOKENIZER_OK) { return status; }
  }
  return ADDER_TOKENIZER_OK;
}

/*  Text between added tokens that are found before it is normalized. */
static adder_tokenizer_status encode_raw(encoding *e, adder_text text) {
  if (!(e->t->flags & ADDER_TOKENIZER_NFC) || !adder_may_compose(text)) {
    return encode_normalized(e, text);
  }
  encoding inner = *e;
  const adder_text composed = {
      (const uint8_t *)e->work, adder_compose(text, e->work, e->words)};
  if (composed.count == SIZE_MAX || !reserve(&inner, composed.count)) {
    return ADDER_TOKENIZER_NO_ROOM_TO_WORK;
  }
  const adder_tokenizer_status status = encode_normalized(&inner, composed);
  e->count = inner.count;
  return status;
}

adder_tokenizer_status adder_tokenizer_encode(
    const adder_tokenizer *t, const uint8_t *text, size_t bytes, int32_t *ids, size_t room,
    size_t *count, uint32_t *work, size_t words) {
  encoding e = {t, ids, room, 0, work, words};
  const adder_text all = {text, bytes};
  adder_added_search search = {t, all, 0, ADDER_TOKENIZER_NONE, 0, 0};
  adder_piece piece;
  adder_tokenizer_status status = ADDER_TOKENIZER_OK;
  while (status == ADDER_TOKENIZER_OK && adder_next_piece(&search, &piece)) {
    status =
        piece.id == ADDER_TOKENIZER_NONE ? encode_raw(&e, piece.text) : write_id(&e, piece.id);
  }
  *count = e.count;
  return status;
}
