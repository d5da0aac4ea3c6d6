/* SPDX-License-Identifier: MIT */
/* Copyright (c) the authors of Adder */
/*  adder_tokenizer.h -- text to token ids and back, for byte-level BPE and for plain bytes.
 *
 *  The tables of a tokenizer are constants that `adder generate --tokenizer` writes; the functions
 *  here allocate nothing, keep nothing but what the caller owns, and do not recurse. They give the
 *  ids that the `tokenizers` package gives for the same text without template tokens.
 *
 *    static uint32_t work[ADDER_TOKENIZER_WORK(1024)];
 *    size_t count;
 *    adder_tokenizer_status status =
 *        adder_tokenizer_encode(&model_tokenizer, text, bytes, ids, room, &count, work, words);
 *
 *    adder_decoder decoder;
 *    adder_decoder_init(&decoder, &model_tokenizer);
 *    written = adder_decoder_push(&decoder, id, out);    for each id
 *    written = adder_decoder_flush(&decoder, out);       at the end
 */
#ifndef ADDER_TOKENIZER_H
#define ADDER_TOKENIZER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*  Whole numbers in byte tables take three bytes, the lowest first; 0xffffff stands for none. */
enum { ADDER_TOKENIZER_NONE = 0xffffff };

/*  What happens to text; the flags of a tokenizer. */
enum {
  ADDER_TOKENIZER_NFC = 1,          /* text is brought to Unicode's normal form C */
  ADDER_TOKENIZER_SPLIT = 2,        /* text is cut into words by the expression of GPT-2 */
  ADDER_TOKENIZER_PREFIX_SPACE = 4, /* text gets a space in front unless it begins with one */
};

/*  How an added token is found in text. */
enum {
  ADDER_ADDED_NORMALIZED = 1,  /* in the normalized text, after those that are not */
  ADDER_ADDED_LEFT_STRIP = 2,  /* takes the white space before it */
  ADDER_ADDED_RIGHT_STRIP = 4, /* takes the white space after it */
  ADDER_ADDED_SINGLE_WORD = 8, /* only where no word character is beside it */
  ADDER_ADDED_SPECIAL = 16,    /* a mark such as the end of the text */
};

/*  A token that is found in the text before words are cut and merged. */
typedef struct {
  uint32_t id;
  uint32_t offset; /* of the bytes to find, in added_bytes */
  uint32_t length; /* at least 1 */
  uint32_t flags;
} adder_added_token;

typedef struct {
  uint32_t vocabulary; /* ids are 0 ..< vocabulary, below ADDER_TOKENIZER_NONE */
  uint32_t longest;    /* bytes of the longest token */
  uint32_t merges;     /* 0 for plain bytes */
  uint32_t flags;
  const uint8_t *offsets;  /* [vocabulary + 1], three bytes each: where a token's bytes begin */
  const uint8_t *bytes;    /* of all tokens */
  const uint8_t *byte_ids; /* [256], three bytes each: the token of a byte, or none */
  const uint8_t *first;    /* [vocabulary + 1], three bytes each: a left token's first merge */
  const uint8_t *pairs;    /* [merges], nine bytes each: right token, rank, result; by left, right */
  const adder_added_token *added; /* in normalized text last; by first byte, longest first */
  const uint8_t *added_bytes;
  const uint8_t *added_starts; /* [64], bits of first bytes; 32 for normalized text last */
  uint32_t added_count;
} adder_tokenizer;

typedef enum {
  ADDER_TOKENIZER_OK = 0,
  ADDER_TOKENIZER_NO_ROOM_FOR_IDS, /* the text has more ids than `room` */
  ADDER_TOKENIZER_NO_ROOM_TO_WORK, /* `words` is too small for this text */
} adder_tokenizer_status;

/*  Words of work memory for texts whose words, as the pre-tokenizer cuts them, have up to `bytes`
 *  bytes each; the text itself may have any length. A text that has to be normalized, or to get a
 *  space in front, takes its own size on top, ADDER_TOKENIZER_COPY.
 */
#define ADDER_TOKENIZER_WORK(bytes) (5 * (size_t)(bytes))

/*  Words of work memory, beside the above, for the changed copy of any text of so many bytes. Text
 *  in normal form, as almost all is, needs none; a quarter does unless marks follow marks.
 */
#define ADDER_TOKENIZER_COPY(bytes) (2 * (size_t)(bytes) + 64)

/*  Writes the ids of a text.
 *
 *    text   `bytes` bytes of UTF-8. Bytes that are none are encoded one by one, as symbols that
 *           are neither letters, digits nor white space.
 *    ids    [room], of which `*count` are written, also when the status is not OK: then they are
 *           the ids of the beginning of the text.
 *    work   [words]. With ADDER_TOKENIZER_WORK(3 * bytes) + ADDER_TOKENIZER_COPY(bytes) every text
 *           can be encoded; with less, all but those with longer words.
 *
 *  A byte for which the vocabulary has no token is left out, as `tokenizers` does. The time is
 *  O(n log n) in the longest word; only combining marks in a row, out of their order, take the
 *  square of their number.
 */
adder_tokenizer_status adder_tokenizer_encode(
    const adder_tokenizer *t, const uint8_t *text, size_t bytes, int32_t *ids, size_t room,
    size_t *count, uint32_t *work, size_t words);

/*  The exact bytes of one token, and how many in `*count`: none for an id outside the vocabulary.
 *  They need not be whole characters.
 */
const uint8_t *adder_tokenizer_bytes(const adder_tokenizer *t, int32_t id, size_t *count);

/*  1 for an added token that is marked special, such as the end of the text; otherwise 0. */
int adder_tokenizer_is_special(const adder_tokenizer *t, int32_t id);

/*  The id of the token with exactly these bytes, or -1. Reads the whole table. */
int32_t adder_tokenizer_find(const adder_tokenizer *t, const uint8_t *text, size_t bytes);

/* ---- text as it comes ----------------------------------------------------------------------- */

/*  Turns ids into text, character by character: the bytes of a character that is not complete yet
 *  wait for the next id.
 */
typedef struct {
  const adder_tokenizer *tokenizer;
  uint8_t pending[4];
  uint32_t count;
} adder_decoder;

/*  Bytes that a push can write for a tokenizer whose longest token has `longest` bytes. */
#define ADDER_DECODER_ROOM(longest) (3 * ((size_t)(longest) + 3))

void adder_decoder_init(adder_decoder *d, const adder_tokenizer *t);

/*  Writes the characters that `id` completes and returns how many bytes they have.
 *
 *  `out` has room for ADDER_DECODER_ROOM(tokenizer->longest) bytes. What is no UTF-8 is replaced
 *  by U+FFFD, once for each sequence that could not go on, as Python does. An id outside the
 *  vocabulary gives nothing.
 */
size_t adder_decoder_push(adder_decoder *d, int32_t id, uint8_t *out);

/*  Ends the text: a character that is not complete becomes U+FFFD. Writes at most 3 bytes. */
size_t adder_decoder_flush(adder_decoder *d, uint8_t *out);

#ifdef __cplusplus
}
#endif

#endif
