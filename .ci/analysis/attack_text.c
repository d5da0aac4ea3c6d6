/* SPDX-License-Identifier: MIT */
/*  attack_text.c -- gives a package's tokenizer bytes of every kind, and too little memory.
 *
 *  Every buffer has exactly its size, so that a sanitizer sees every byte too many.
 */
#include "model_tokenizer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state = 1;
static int wrong = 0;

static uint32_t next_random(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 16;
}

/*  A number 0 ..< bound, bound at most 65536. */
static uint32_t below(uint32_t bound) { return next_random() % bound; }

static void expect(int holds, const char *what) {
  if (!holds) {
    fprintf(stderr, "attack_text: %s\n", what);
    wrong = 1;
  }
}

static void *allocate(size_t count) {
  void *bytes = malloc(count > 0 ? count : 1);
  if (bytes == NULL) {
    exit(2);
  }
  return bytes;
}

/*  Random bytes; random bytes of few kinds, such as leads without trails; letters, marks, spaces. */
static uint8_t *make_text(size_t count) {
  static const uint8_t few[] = {0xf0, 0x9f, 0x80, 0xed, 0xa0, 0xcc, 0x81, ' ', '\'', 's', '<', '|'};
  static const char *const pieces[] = {"e", "\xcc\x81", "\xcc\xa7", " ", "\xea\xb0\x80",
                                       "\xe1\x84\x80", "\xe1\x85\xa1", "<|endoftext|>", "'ll"};
  uint8_t *text = (uint8_t *)allocate(count);
  const uint32_t kind = below(3);
  size_t i = 0;
  while (i < count) {
    if (kind == 0) {
      text[i++] = (uint8_t)below(256);
    } else if (kind == 1) {
      text[i++] = few[below(sizeof few)];
    } else {
      const char *piece = pieces[below(sizeof pieces / sizeof pieces[0])];
      for (; *piece != 0 && i < count; ++piece) {
        text[i++] = (uint8_t)*piece;
      }
    }
  }
  return text;
}

/*  All tokens as text. */
static void decode(const int32_t *ids, size_t count) {
  uint8_t *out = (uint8_t *)allocate(ADDER_DECODER_ROOM(model_tokenizer.longest));
  adder_decoder decoder;
  adder_decoder_init(&decoder, &model_tokenizer);
  for (size_t i = 0; i < count; ++i) {
    const size_t written = adder_decoder_push(&decoder, ids[i], out);
    expect(written <= ADDER_DECODER_ROOM(model_tokenizer.longest), "a text that is too long");
  }
  expect(adder_decoder_flush(&decoder, out) <= 3, "a flush that is too long");
  free(out);
}

static void encode(const uint8_t *text, size_t bytes, size_t room, size_t words, int must_fit) {
  int32_t *ids = (int32_t *)allocate(room * sizeof(int32_t));
  uint32_t *work = (uint32_t *)allocate(words * sizeof(uint32_t));
  size_t count = 0;
  const adder_tokenizer_status status = adder_tokenizer_encode(
      &model_tokenizer, text, bytes, ids, room, &count, work, words);
  expect(count <= room, "more ids than there is room for");
  expect(!must_fit || status == ADDER_TOKENIZER_OK, "memory that should have been enough");
  for (size_t i = 0; i < count; ++i) {
    expect(ids[i] >= 0 && (uint32_t)ids[i] < model_tokenizer.vocabulary, "an id out of range");
  }
  decode(ids, count);
  free(work);
  free(ids);
}

static void attack(size_t bytes) {
  uint8_t *text = make_text(bytes);
  const size_t words = ADDER_TOKENIZER_WORK(3 * bytes) + ADDER_TOKENIZER_COPY(bytes);
  encode(text, bytes, 3 * bytes + 1, words, 1);
  encode(text, bytes, below((uint32_t)bytes + 1), words, 0);
  encode(text, bytes, 3 * bytes + 1, below((uint32_t)words), 0);
  adder_tokenizer_find(&model_tokenizer, text, bytes);
  free(text);
}

int main(void) {
  static const int32_t ids[] = {-1, INT32_MIN, INT32_MAX, 0, 0xffffff, 1 << 24};
  for (size_t bytes = 0; bytes < 40; ++bytes) {
    attack(bytes);
  }
  for (int round = 0; round < 150; ++round) {
    attack(below(300));
  }
  for (size_t i = 0; i < sizeof ids / sizeof ids[0]; ++i) {
    decode(&ids[i], 1);
    adder_tokenizer_is_special(&model_tokenizer, ids[i]);
  }
  return wrong;
}
