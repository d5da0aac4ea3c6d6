#ifndef ADDER_WORD_BYTES
#define ADDER_WORD_BYTES 1024 /* of one word of a prompt, at most */
#endif

static adder_decoder adder_text;

/*  Tokens are those of the tokenizer.  Returns 0 after a message if the prompt is none. */
static int adder_encode(const char *text, size_t count) {
  enum { words = ADDER_TOKENIZER_WORK(ADDER_WORD_BYTES) + ADDER_TOKENIZER_COPY(ADDER_PROMPT_BYTES) };
  static uint32_t work[words];
  static int32_t ids[ADDER_PROMPT_BYTES];
  size_t tokens = 0;
  if (adder_tokenizer_encode(
          &model_tokenizer, (const uint8_t *)text, count, ids, ADDER_PROMPT_BYTES, &tokens, work,
          words)
      != ADDER_TOKENIZER_OK) {
    fprintf(
        stderr, "model_generate: the prompt has a word of more than %d bytes, or too many tokens\n",
        ADDER_WORD_BYTES);
    return 0;
  }
  for (size_t i = 0; i < tokens; ++i) {
    adder_take(ids[i]);
  }
  adder_decoder_init(&adder_text, &model_tokenizer);
  fwrite(text, 1, count, stdout);
  return 1;
}

/*  Prints what a token of the text adds to it: whole characters only. */
static void adder_write(int32_t token) {
  static uint8_t bytes[MODEL_TOKENIZER_ROOM];
  fwrite(bytes, 1, adder_decoder_push(&adder_text, token, bytes), stdout);
}

/*  Ends the text. */
static void adder_finish(void) {
  uint8_t bytes[4];
  fwrite(bytes, 1, adder_decoder_flush(&adder_text, bytes), stdout);
  putchar('\n');
}
