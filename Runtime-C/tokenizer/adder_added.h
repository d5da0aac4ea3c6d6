/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_added.h -- finds added tokens in text: the leftmost, of those the longest. */
#ifndef ADDER_ADDED_H
#define ADDER_ADDED_H

#include "adder_symbol.h"

/*  Where a search is. */
typedef struct {
  const adder_tokenizer *tokenizer;
  adder_text text;
  uint32_t level;  /* 0 for the text as given, 1 for the normalized one */
  uint32_t found;  /* a token whose text before it was returned, or none */
  size_t start;    /* end of what was returned */
  size_t position; /* where the search goes on */
} adder_added_search;

/*  A part of a text: a token, or what is between tokens. */
typedef struct {
  uint32_t id; /* or none */
  adder_text text;
} adder_piece;

/*  Writes the next piece; 0 at the end of the text.
 *
 *  As in `tokenizers`, a token's search does not know what the one before it stripped: after a
 *  token that takes the white space behind it, another that starts there is found as well.
 */
int adder_next_piece(adder_added_search *s, adder_piece *piece);

#endif
