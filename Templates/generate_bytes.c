/*  A token is a byte.  Returns 0 after a message if the prompt is none. */
static int adder_encode(const char *text, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    adder_take((unsigned char)text[i]);
  }
  fwrite(text, 1, count, stdout);
  return 1;
}

/*  Prints a token of the text. */
static void adder_write(int32_t token) {
  putchar((int)token);
}

/*  Ends the text. */
static void adder_finish(void) {
  putchar('\n');
}
