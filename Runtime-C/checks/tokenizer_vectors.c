/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  tokenizer_vectors.c -- checks the tokenizer of a package against what Python made of strings.
 *
 *    tokenizer_vectors VECTORS [EVERY]     takes every string, or one of so many
 *
 *  VECTORS is a file of .ci/tokenizer-vectors. Each string is encoded in exactly the memory that
 *  the header names, decoded, and encoded once more with a byte of it broken. Prints a hash of all
 *  ids and texts, which must be the same for every compiler.
 */
#include "adder_tokenizer.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const adder_tokenizer model_tokenizer;

enum { most_bytes = 4096 };

static uint8_t text[most_bytes];
static int32_t expected[most_bytes], ids[3 * most_bytes];
static uint32_t work[ADDER_TOKENIZER_WORK(3 * most_bytes) + ADDER_TOKENIZER_COPY(most_bytes)];
static uint32_t hash = 2166136261u;

static int read16(FILE *file) {
  uint8_t bytes[2];
  return fread(bytes, 1, 2, file) == 2 ? bytes[0] | bytes[1] << 8 : -1;
}

static size_t encode(size_t bytes) {
  size_t count = 0;
  /*  In memory of its own size, so that a sanitizer sees every byte too many. */
  uint8_t *copy = malloc(bytes > 0 ? bytes : 1);
  const size_t words = ADDER_TOKENIZER_WORK(3 * bytes) + ADDER_TOKENIZER_COPY(bytes);
  uint32_t *end = work + sizeof work / sizeof work[0];
  if (copy == NULL) { exit(2); }
  memcpy(copy, text, bytes);
  const adder_tokenizer_status status = adder_tokenizer_encode(
      &model_tokenizer, copy, bytes, ids, 3 * bytes, &count, end - words, words);
  free(copy);
  if (status != ADDER_TOKENIZER_OK) {
    printf("status %d for %zu bytes\n", (int)status, bytes);
    exit(1);
  }
  for (size_t i = 0; i < count; ++i) { hash = (hash ^ (uint32_t)ids[i]) * 16777619u; }
  return count;
}

/*  The streaming decoder, into the hash. */
static void stream(size_t count) {
  uint8_t *out = malloc(ADDER_DECODER_ROOM(model_tokenizer.longest));
  adder_decoder decoder;
  if (out == NULL) { exit(2); }
  adder_decoder_init(&decoder, &model_tokenizer);
  for (size_t i = 0; i <= count; ++i) {
    const size_t written = i < count ? adder_decoder_push(&decoder, ids[i], out)
                                     : adder_decoder_flush(&decoder, out);
    for (size_t k = 0; k < written; ++k) { hash = (hash ^ out[k]) * 16777619u; }
  }
  free(out);
}

static int check(size_t bytes, int given, unsigned seed) {
  size_t count = encode(bytes);
  int is_wrong = count != (size_t)given || memcmp(ids, expected, count * sizeof ids[0]) != 0;
  stream(count);
  if (bytes == 0) { return is_wrong; }
  text[seed % bytes] = (uint8_t)(seed >> 16);
  count = encode(bytes);
  stream(count);
  return is_wrong;
}

/*  All strings of the file; 0 if they are as expected, 2 if it is not such a file. */
static int check_file(FILE *file, int every) {
  int strings = 0, wrong = 0;
  unsigned seed = 1;
  for (int bytes = read16(file); bytes >= 0; bytes = read16(file), ++strings) {
    if (bytes > most_bytes || fread(text, 1, (size_t)bytes, file) != (size_t)bytes) { return 2; }
    const int given = read16(file);
    if (given < 0 || given > most_bytes) { return 2; }
    for (int i = 0; i < given; ++i) {
      expected[i] = read16(file);
      if (expected[i] < 0) { return 2; }
    }
    seed = (seed * 1664525u + 1013904223u) & 0xffffffffu;
    if (strings % every == 0) { wrong += check((size_t)bytes, given, seed); }
  }
  printf("%d strings, %d wrong, hash %08lx\n", strings, wrong, (unsigned long)hash);
  return wrong > 0;
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  const long every = argc > 2 ? strtol(argv[2], NULL, 10) : 1;
  int status = 2;
  if (file != NULL) {
    status = every < 1 || every > INT_MAX ? 2 : check_file(file, (int)every);
    fclose(file);
  }
  return status;
}
