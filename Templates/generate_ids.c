/*  Texts are tokens in decimal, with blanks between them: this package has no tokenizer.
 *  Returns 0 after a message if the prompt is none.
 */
static int adder_encode(const char *text, size_t count) {
  size_t i = 0;
  while (i < count) {
    uint64_t token = 0;
    char digits[24];
    size_t length = 0;
    for (; i < count && strchr(" \t\r\n", text[i]) == NULL; ++i) {
      if (length + 1 < sizeof digits) {
        digits[length++] = text[i];
      } else {
        digits[0] = '?'; /* no token is so long */
      }
    }
    digits[length] = '\0';
    if (length == 0) {
      i += 1;
      continue;
    }
    if (!adder_parse_integer(digits, ADDER_TOKENS - 1, &token)) {
      fprintf(
          stderr, "model_generate: '%s' is no token; the prompt is made of integers below %d\n",
          digits, (int)ADDER_TOKENS);
      return 0;
    }
    printf("%s%ld", adder_prompt_tokens == 0 ? "" : " ", (long)token);
    adder_take((int32_t)token);
  }
  return 1;
}

/*  Prints a token of the text. */
static void adder_write(int32_t token) {
  printf(" %ld", (long)token);
}

/*  Ends the text. */
static void adder_finish(void) {
  putchar('\n');
}
