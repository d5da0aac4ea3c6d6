/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_decoder.c -- ids to text, character by character. */
#include "adder_symbol.h"

#include <string.h>

void adder_decoder_init(adder_decoder *d, const adder_tokenizer *t) {
  memset(d, 0, sizeof *d);
  d->tokenizer = t;
}

/*  Writes U+FFFD. */
static size_t replace(uint8_t *out) {
  out[0] = 0xef;
  out[1] = 0xbf;
  out[2] = 0xbd;
  return 3;
}

/*  Takes one byte; returns how many it writes. */
static size_t take(adder_decoder *d, uint8_t byte, uint8_t *out) {
  size_t written = 0;
  if (d->count > 0) {
    if (adder_continues(d->pending[0], byte, d->count) != 0) {
      d->pending[d->count++] = byte;
      if (d->count < adder_sequence_length(d->pending[0])) { return 0; }
      written = d->count;
      memcpy(out, d->pending, written);
      d->count = 0;
      return written;
    }
    written = replace(out);
    d->count = 0;
  }
  const uint32_t length = adder_sequence_length(byte);
  if (length == 0) { return written + replace(out + written); }
  if (length == 1) {
    out[written] = byte;
    return written + 1;
  }
  d->pending[0] = byte;
  d->count = 1;
  return written;
}

size_t adder_decoder_push(adder_decoder *d, int32_t id, uint8_t *out) {
  size_t count;
  size_t written = 0;
  const uint8_t *bytes = adder_tokenizer_bytes(d->tokenizer, id, &count);
  for (size_t i = 0; i < count; ++i) { written += take(d, bytes[i], out + written); }
  return written;
}

size_t adder_decoder_flush(adder_decoder *d, uint8_t *out) {
  if (d->count == 0) { return 0; }
  d->count = 0;
  return replace(out);
}
