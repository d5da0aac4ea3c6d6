/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_compose.c -- Unicode's normal form C (Unicode 3.11, D117).
 *
 *  One starter and the marks after it are at work at a time: decomposed, sorted by combining class,
 *  joined. They grow downward from the end of the work memory, the text grows upward from its
 *  start.
 */
#include "adder_symbol.h"

enum {
  first_syllable = 0xac00,
  syllables = 11172,
  first_lead = 0x1100,
  leads = 19,
  first_vowel = 0x1161,
  vowels = 21,
  before_trail = 0x11a7,
  trails = 28,
};

typedef struct {
  uint8_t *bytes; /* [count] written */
  size_t count;
  uint32_t *end;  /* end of the work memory; part[i] is end[-1 - i], class << 24 | symbol */
  size_t parts;
  size_t words;
} composer;

static uint32_t *part(const composer *c, size_t index) { return c->end - 1 - index; }

static uint32_t symbol_of(uint32_t entry) { return entry & 0xffffff; }

static uint32_t class_of(uint32_t entry) { return entry >> 24; }

static int has_room(const composer *c, size_t bytes, size_t parts) {
  const size_t used = (c->count + bytes + 3) / 4;
  return c->parts + parts <= c->words && used <= c->words - c->parts - parts;
}

static uint32_t combining_class(uint32_t symbol) {
  if (symbol < 0x300) { return 0; }
  return adder_run_value(adder_unicode.combining, adder_unicode.combining_count, symbol);
}

int adder_may_compose(adder_text text) {
  size_t i = 0;
  while (i < text.count) {
    if (text.bytes[i] < 0xcc) { /* below U+0300 */
      ++i;
      continue;
    }
    size_t size;
    const uint32_t symbol = adder_symbol(text.bytes + i, text.count - i, &size);
    if ((adder_symbol_class(symbol) & ADDER_UNICODE_NFC) != 0) { return 1; }
    i += size;
  }
  return 0;
}

static const adder_decomposition *find_decomposition(uint32_t symbol) {
  size_t low = 0;
  size_t high = adder_unicode.decomposition_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const adder_decomposition *found = &adder_unicode.decompositions[middle];
    if (found->code == symbol) { return found; }
    if (found->code < symbol) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return NULL;
}

/*  The character that two are joined into, or 0. */
static uint32_t join(uint32_t first, uint32_t second) {
  if (first - first_lead < leads && second - first_vowel < vowels) {
    return first_syllable + ((first - first_lead) * vowels + second - first_vowel) * trails;
  }
  if (first - first_syllable < syllables && (first - first_syllable) % trails == 0 &&
      second - before_trail - 1 < trails - 1) {
    return first + second - before_trail;
  }
  size_t low = 0;
  size_t high = adder_unicode.composition_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const adder_decomposition *found =
        &adder_unicode.decompositions[adder_unicode.compositions[middle]];
    if (found->first == first && found->second == second) { return found->code; }
    if (found->first < first || (found->first == first && found->second < second)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return 0;
}

/*  Joins the parts with the starter that they begin with, where nothing between blocks it. */
static void join_parts(composer *c) {
  if (c->parts < 2 || class_of(*part(c, 0)) != 0) { return; }
  size_t kept = 1;
  for (size_t i = 1; i < c->parts; ++i) {
    const uint32_t entry = *part(c, i);
    const int is_blocked = kept > 1 && class_of(*part(c, kept - 1)) >= class_of(entry);
    const uint32_t joined = is_blocked ? 0 : join(*part(c, 0), symbol_of(entry));
    if (joined > 0) {
      *part(c, 0) = joined;
    } else {
      *part(c, kept++) = entry;
    }
  }
  c->parts = kept;
}

static uint32_t size_of(uint32_t symbol) {
  if (symbol < 0x80 || symbol >= ADDER_INVALID) { return 1; }
  return symbol < 0x800 ? 2 : symbol < 0x10000 ? 3 : 4;
}

static void write_symbol(composer *c, uint32_t symbol) {
  const uint32_t size = size_of(symbol);
  uint8_t *out = c->bytes + c->count;
  c->count += size;
  if (size == 1) {
    out[0] = (uint8_t)(symbol & 0xff);
    return;
  }
  const uint32_t lead = size == 2 ? 0xc0 : size == 3 ? 0xe0 : 0xf0;
  out[0] = (uint8_t)(lead | symbol >> 6 * (size - 1));
  for (uint32_t i = 1; i < size; ++i) {
    out[i] = (uint8_t)(0x80 | (symbol >> 6 * (size - 1 - i) & 0x3f));
  }
}

/*  Writes the parts. 0 where there is no room for them. */
static int flush(composer *c) {
  size_t bytes = 0;
  for (size_t i = 0; i < c->parts; ++i) { bytes += size_of(symbol_of(*part(c, i))); }
  if (!has_room(c, bytes, 0)) { return 0; }
  for (size_t i = 0; i < c->parts; ++i) { write_symbol(c, symbol_of(*part(c, i))); }
  c->parts = 0;
  return 1;
}

/*  Adds a symbol that is not decomposed further. 0 where there is no room. */
static int add(composer *c, uint32_t symbol) {
  const uint32_t order = combining_class(symbol);
  if (order == 0 && c->parts > 0) {
    join_parts(c);
    if (c->parts == 1 && class_of(*part(c, 0)) == 0) {
      const uint32_t joined = join(*part(c, 0), symbol);
      if (joined > 0) {
        *part(c, 0) = joined;
        return 1;
      }
    }
    if (!flush(c)) { return 0; }
  }
  if (!has_room(c, 0, 1)) { return 0; }
  size_t place = c->parts++;
  while (place > 0 && class_of(*part(c, place - 1)) > order) {
    *part(c, place) = *part(c, place - 1);
    --place;
  }
  *part(c, place) = order << 24 | symbol;
  return 1;
}

/*  Adds the full decomposition of a symbol. */
static int add_decomposed(composer *c, uint32_t symbol) {
  const uint32_t index = symbol - first_syllable;
  if (index < syllables) {
    const uint32_t trail = index % trails;
    return add(c, first_lead + index / trails / vowels) &&
           add(c, first_vowel + index / trails % vowels) &&
           (trail == 0 || add(c, before_trail + trail));
  }
  /*  Only the first of two parts may be decomposed again, at most three times. */
  uint32_t seconds[4];
  size_t depth = 0;
  for (const adder_decomposition *d = find_decomposition(symbol); d != NULL && depth < 4;
       d = find_decomposition(symbol)) {
    symbol = d->first;
    if (d->second != 0) { seconds[depth++] = d->second; }
  }
  if (!add(c, symbol)) { return 0; }
  while (depth > 0) {
    if (!add(c, seconds[--depth])) { return 0; }
  }
  return 1;
}

size_t adder_compose(adder_text text, uint32_t *work, size_t words) {
  composer c = {(uint8_t *)work, 0, work + words, 0, words};
  size_t i = 0;
  while (i < text.count) {
    size_t size;
    const uint32_t symbol = adder_symbol(text.bytes + i, text.count - i, &size);
    if (!add_decomposed(&c, symbol)) { return SIZE_MAX; }
    i += size;
  }
  join_parts(&c);
  return flush(&c) ? c.count : SIZE_MAX;
}
