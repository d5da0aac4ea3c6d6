/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_merge.c -- byte-pair encoding of one word.
 *
 *  Always the pair of the lowest rank is merged, of those the leftmost. A tournament over the
 *  positions finds it: each inner node has the better of two positions, so that a merge costs
 *  O(log n) and a word O(n log n), however long it is.
 */
#include "adder_symbol.h"

#define NO_RANK UINT32_MAX

/*  A word in work memory; positions of tokens that were merged into others are skipped by the
 *  links.
 */
typedef struct {
  const uint8_t *first;
  const uint8_t *pairs;
  uint32_t count;
  uint32_t *id;       /* [count] */
  uint32_t *next;     /* [count], `count` for none */
  uint32_t *previous; /* [count], `count` for none */
  uint32_t *rank;     /* [count], of the pair that starts here */
  uint32_t *winner;   /* [count], position of the best pair below inner nodes 1 ..< count */
} word_state;

/*  The entry of a pair in the table, or none. */
static uint32_t find_pair(const word_state *w, uint32_t left, uint32_t right) {
  uint32_t low = adder_read24(w->first, left);
  uint32_t high = adder_read24(w->first, left + 1);
  while (low < high) {
    const uint32_t middle = low + (high - low) / 2;
    const uint32_t found = adder_read24(w->pairs, 3 * (size_t)middle);
    if (found == right) { return middle; }
    if (found < right) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return ADDER_TOKENIZER_NONE;
}

static uint32_t rank_at(const word_state *w, uint32_t position) {
  if (w->next[position] == w->count) { return NO_RANK; }
  const uint32_t entry = find_pair(w, w->id[position], w->id[w->next[position]]);
  return entry == ADDER_TOKENIZER_NONE ? NO_RANK : adder_read24(w->pairs, 3 * (size_t)entry + 1);
}

/*  Position that wins below a node; nodes from `count` on are the positions themselves. */
static uint32_t winner_of(const word_state *w, uint32_t node) {
  return node < w->count ? w->winner[node] : node - w->count;
}

static void play(const word_state *w, uint32_t node) {
  const uint32_t a = winner_of(w, 2 * node);
  const uint32_t b = winner_of(w, 2 * node + 1);
  const uint32_t rank_a = w->rank[a];
  const uint32_t rank_b = w->rank[b];
  w->winner[node] = rank_b < rank_a || (rank_b == rank_a && b < a) ? b : a;
}

static void set_rank(const word_state *w, uint32_t position, uint32_t rank) {
  if (w->rank[position] == rank) { return; }
  w->rank[position] = rank;
  for (uint32_t node = (position + w->count) / 2; node >= 1; node /= 2) { play(w, node); }
}

/*  Merges the pair that starts at a position. */
static void merge_at(const word_state *w, uint32_t left) {
  const uint32_t right = w->next[left];
  const uint32_t after = w->next[right];
  const uint32_t before = w->previous[left];
  const uint32_t entry = find_pair(w, w->id[left], w->id[right]);
  w->id[left] = adder_read24(w->pairs, 3 * (size_t)entry + 2);
  w->next[left] = after;
  if (after < w->count) { w->previous[after] = left; }
  set_rank(w, right, NO_RANK);
  set_rank(w, left, rank_at(w, left));
  if (before < w->count) { set_rank(w, before, rank_at(w, before)); }
}

/*  Fills the word with the tokens of its bytes; a byte without one is left out. */
static void fill(word_state *w, const adder_tokenizer *t, adder_text word) {
  uint32_t count = 0;
  for (size_t i = 0; i < word.count; ++i) {
    const uint32_t id = adder_read24(t->byte_ids, word.bytes[i]);
    if (id != ADDER_TOKENIZER_NONE) { w->id[count++] = id; }
  }
  w->count = count;
  for (uint32_t i = 0; i < count; ++i) {
    w->next[i] = i + 1;
    w->previous[i] = i > 0 ? i - 1 : count;
  }
  for (uint32_t i = 0; i < count; ++i) { w->rank[i] = rank_at(w, i); }
  for (uint32_t node = count; node > 1; --node) { play(w, node - 1); }
}

/*  The tokens of the bytes, where nothing is merged. */
static adder_tokenizer_status write_bytes(
    const adder_tokenizer *t, adder_text word, int32_t *ids, size_t room, size_t *count) {
  for (size_t i = 0; i < word.count; ++i) {
    const uint32_t id = adder_read24(t->byte_ids, word.bytes[i]);
    if (id == ADDER_TOKENIZER_NONE) { continue; }
    if (*count == room) { return ADDER_TOKENIZER_NO_ROOM_FOR_IDS; }
    ids[(*count)++] = (int32_t)id;
  }
  return ADDER_TOKENIZER_OK;
}

adder_tokenizer_status adder_merge_word(
    const adder_tokenizer *t, adder_text word, int32_t *ids, size_t room, size_t *count,
    uint32_t *work, size_t words) {
  if (t->merges == 0 || word.count < 2) { return write_bytes(t, word, ids, room, count); }
  const size_t n = word.count;
  if (words / 5 < n || n > UINT32_MAX / 4) { return ADDER_TOKENIZER_NO_ROOM_TO_WORK; }
  word_state w = {t->first, t->pairs,     0,           work,
                  work + n, work + 2 * n, work + 3 * n, work + 4 * n};
  fill(&w, t, word);
  if (w.count == 0) { return ADDER_TOKENIZER_OK; }
  while (w.count > 1) {
    const uint32_t best = w.winner[1];
    if (w.rank[best] == NO_RANK) { break; }
    merge_at(&w, best);
  }
  for (uint32_t i = 0; i < w.count; i = w.next[i]) {
    if (*count == room) { return ADDER_TOKENIZER_NO_ROOM_FOR_IDS; }
    ids[(*count)++] = (int32_t)w.id[i];
  }
  return ADDER_TOKENIZER_OK;
}
